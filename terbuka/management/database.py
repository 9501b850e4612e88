"""The database before work begins: does it answer, is it ours, is it as new as this program?"""

import os
from typing import Any

import django
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput


def unusable(fault: Exception) -> BadInput:
    """The sentence for a database that cannot be used."""
    cause = str(fault).strip().splitlines()[0]
    return BadInput(say("Basis data tidak dapat dipakai: {cause}", cause=cause))


def let_go() -> None:
    """Close what was opened here: workers open their own connections, and a pool holds up our end."""
    connections.close_all()
    driver: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        driver.close_pool()


def read_addresses() -> None:
    """Load all pages now: a service that names one in a letter would do so while it holds the database."""
    _ = get_resolver().reverse_dict


def ask_server() -> None:
    """Knock once at a database server: the pool would knock on for half a minute. Raises BadInput."""
    if connection.vendor == "postgresql":
        driver: Any = connections[DEFAULT_DB_ALIAS]
        try:
            driver.Database.connect(os.environ["DATABASE_URL"], connect_timeout=5).close()
        except driver.Database.Error as fault:
            raise unusable(fault) from None


def refuse_newer() -> None:
    """Raises BadInput when the database knows migrations that this program does not."""
    try:
        loader = MigrationLoader(connection)
    except DatabaseError as fault:  # A file that is no database, rights that are not given.
        raise unusable(fault) from None
    unknown = [
        name
        for app, name in loader.applied_migrations
        if app == "terbuka" and (app, name) not in loader.disk_migrations
    ]
    if unknown:
        raise BadInput(
            say(
                "Basis data ini milik Terbuka yang lebih baru ({names}); jalankan versi itu.",
                names=", ".join(sorted(unknown)),
            )
        )


def unapplied() -> list[str]:
    """Names of the migrations that the database still lacks, in the order in which they would run."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def is_fresh() -> bool:
    """Has nothing ever been stored here?"""
    return not MigrationLoader(connection).applied_migrations


def open_prepared() -> None:
    """Settings and models for a command over a prepared installation. Raises BadInput where it is none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terbuka.settings")
    django.setup()
    ask_server()
    refuse_newer()
    if unapplied():
        raise BadInput(
            say("Basis data belum disiapkan untuk versi ini; jalankan terbuka serve sekali dahulu.")
        )
