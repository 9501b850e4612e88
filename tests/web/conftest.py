"""Pages need their static files; some journeys share one running installation."""

from collections.abc import Iterator

import pytest

from tests.installation import Workshop
from tests.web.staging import Stage, staged


@pytest.fixture(autouse=True, scope="session")
def _static(static_files: None) -> None:
    """Laid out once for all tests of pages."""


@pytest.fixture(scope="module")
def shared_stage(workshop: Workshop) -> Iterator[Stage]:
    """A running installation for all tests of one file."""
    with staged(workshop) as running:
        yield running
