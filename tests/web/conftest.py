"""Pages need their static files."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def _static(static_files: None) -> None:
    """Laid out once for all tests of pages."""
