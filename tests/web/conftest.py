"""Pages need their static files; journeys a running installation, of their own or to look at together."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.installation import Workshop
from tests.store import once
from tests.web.office import CaseOffice, at_work
from tests.web.shown import Shown, visits
from tests.web.staging import Stage, staged


@pytest.fixture(autouse=True, scope="session")
def _static(static_files: None) -> None:
    """Laid out once for all tests of pages."""


@pytest.fixture(scope="session")
def seen(django_db_setup: None, django_db_blocker: Any, static_files: None) -> dict[tuple[str, str], Shown]:
    """What each address gave, by its name and the language; drawn once for all processes of the run."""

    def draw(folder: Path) -> None:
        (folder / "pages").write_bytes(pickle.dumps(visits()))

    with django_db_blocker.unblock():
        drawn = once("pages", draw) / "pages"
    return {(one.name, one.language): one for one in pickle.loads(drawn.read_bytes())}


@pytest.fixture
def stage(workshop: Workshop) -> Iterator[Stage]:
    """A running installation of its own, for a walk that changes what others would find."""
    with staged(workshop) as running:
        yield running


@pytest.fixture(scope="session")
def shared_stage(workshop: Workshop) -> Iterator[Stage]:
    """One running installation for all who leave the round and its questionnaires as they are."""
    with staged(workshop) as running:
        yield running


@pytest.fixture(scope="session")
def case_office(workshop: Workshop, browser: Browser) -> Iterator[CaseOffice]:
    """One running installation for the walks of cases, which begin with cases of their own."""
    with at_work(workshop, browser) as office:
        yield office
