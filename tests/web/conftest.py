"""Pages need their static files; journeys a running installation, of their own or to look at together."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.installation import Workshop
from tests.web.office import CaseOffice, at_work
from tests.web.staging import Stage, staged


@pytest.fixture(autouse=True, scope="session")
def _static(static_files: None) -> None:
    """Laid out once for all tests of pages."""


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
