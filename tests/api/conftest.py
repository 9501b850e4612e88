"""Every test begins a minute of its own, with nobody counted."""

import pytest

from terbuka.api.limits import COUNTER


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    COUNTER.callers.clear()
