"""What every floor's tests may use: reference data, the guard over writers, a real browser."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.test.testcases import LiveServerThread
from django.utils import timezone
from playwright.sync_api import Browser, expect

from terbuka.management.database import let_go
from terbuka.models import Job
from terbuka.rules.language import choose
from terbuka.services.jobs.indexing import index_public
from tests import chromium
from tests.installation import Installation, Workshop
from tests.mailbox import Mailbox, open_mailbox

# A page on a busy machine is late, not wrong.
expect.set_options(timeout=20_000)
_WRITE = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?terbuka_', re.IGNORECASE)
_SIGN_IN = re.compile(r'\s*UPDATE "terbuka_account" SET (?:"(?:password|last_login)" = [^,]+(?:, )?)+ WHERE')
_WRITERS = ("/terbuka/services/", "/terbuka/migrations/", "/django/db/migrations/", "/tests/make/")
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


# Fixtures that stand for a database of the run.
_DATABASES = {"db", "transactional_db", "django_db_setup", "live_site", "workshop"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser journeys come last: the driver keeps an event loop running in the main thread.

    On PostgreSQL runs what asks a database, and of the journeys those marked to be worth it.
    """
    if os.environ.get("DATABASE_URL"):
        items[:] = [item for item in items if not _is_for_sqlite(item)]
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def _asked_by(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _is_for_sqlite(item: pytest.Item) -> bool:
    if item.get_closest_marker("drawn") or item.get_closest_marker("either"):
        return True
    if item.get_closest_marker("browser"):
        return item.get_closest_marker("databases") is None
    return item.get_closest_marker("django_db") is None and _DATABASES.isdisjoint(_asked_by(item))


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Installations of their own, with real commands."""
    made = Workshop(tmp_path_factory.mktemp("installations"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def own_installation(workshop: Workshop) -> Installation:
    """Whose database and static files the tests in this process use."""
    return workshop.prepared()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, own_installation: Installation, django_db_blocker: Any
) -> Iterator[None]:
    """The database of the suite holds the reference data, as every installation does; no work waits."""
    with django_db_blocker.unblock():
        connections.close_all()
        connection.settings_dict["NAME"] = own_installation.database_name
        Job.objects.all().delete()
    yield
    with django_db_blocker.unblock():
        let_go()


def _is_allowed(sql: str) -> bool:
    frame = sys._getframe(1)
    while frame:
        if any(writer in frame.f_code.co_filename.replace("\\", "/") for writer in _WRITERS):
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return bool(_SIGN_IN.match(sql))


def guard_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Fail on a write to a table of ours that no service asked for."""
    if _WRITE.match(sql) and not _is_allowed(sql):
        pytest.fail(f"only services write: {sql[:120]}")
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True)
def _speaks_indonesian() -> None:
    """Each test begins in Indonesian, whatever language the one before it spoke."""
    choose("id")


@pytest.fixture(autouse=True)
def _keeps_no_pages() -> None:
    """No page that another test was shown."""
    caches["pages"].clear()


@pytest.fixture(autouse=True)
def _only_services_write(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("django_db") is None:
        yield
        return
    with connection.execute_wrapper(guard_writes):
        yield


@pytest.fixture(scope="session")
def static_files(own_installation: Installation) -> None:
    """Stylesheets and the like as `serve` lays them out, under hashed names."""
    shutil.copytree(own_installation.folder / "static", settings.STATIC_ROOT, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; its absence is said, or fails where that is asked."""
    program = chromium.found()
    if program is None and os.environ.get("TERBUKA_REQUIRE_BROWSER"):
        pytest.fail(f"Chromium is missing: install Debian's package {chromium.PACKAGES[0]}")
    if program is None:
        pytest.skip("Chromium is missing")
    return {**browser_type_launch_args, "executable_path": program, "args": _FLAGS.split()}


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Iterator[Browser]:
    """The browser; what its driver's event loop opened to the database is closed within that loop."""
    yield browser
    connections.close_all()


@pytest.fixture(scope="session")
def _live_site(django_db_setup: None, static_files: None, django_db_blocker: Any) -> Iterator[str]:
    # Before any test's own transaction: the server's connection sees only what is committed.
    with django_db_blocker.unblock():
        index_public(at=timezone.now())
    # Static files come from the product's own middleware, not from a test handler.
    server = LiveServerThread("127.0.0.1", static_handler=lambda _application: get_wsgi_application())
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    settings.ALLOWED_HOSTS.append("127.0.0.1")
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture
def live_site(_live_site: str, django_db_blocker: Any) -> Iterator[str]:
    """Address of the product on loopback, over the reference data; for tests that only read."""
    with django_db_blocker.unblock():
        yield _live_site


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """The mail server of the installation, on loopback."""
    with open_mailbox() as box:
        settings.MAIL_SERVER = {
            "host": "127.0.0.1",
            "port": box.port,
            "user": "",
            "password": "",
            "use_ssl": False,
            "use_tls": False,
        }
        settings.MAIL_FROM = "terbuka@kpu.example"
        yield box
