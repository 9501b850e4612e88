"""Holding a database so that nobody else can write, for a while."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg

from tests.installation import Installation


@contextmanager
def locked_database(place: Installation, *, seconds: float) -> Iterator[None]:
    """Nobody else writes until `seconds` have passed; the block runs meanwhile and ends no sooner."""
    connection: Any
    if place.database:
        connection = psycopg.connect(place.database)
        connection.execute(
            "LOCK TABLE terbuka_job, terbuka_outboxmail, terbuka_worker, axes_accessattempt, django_session "
            "IN ACCESS EXCLUSIVE MODE"
        )
    else:
        connection = sqlite3.connect(
            place.folder / "terbuka.sqlite3", isolation_level=None, timeout=30, check_same_thread=False
        )
        connection.execute("BEGIN IMMEDIATE")
    with closing(connection):
        timer = threading.Timer(seconds, connection.rollback)
        timer.start()
        yield
        timer.join()
