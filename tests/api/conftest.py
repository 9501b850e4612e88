"""Every test begins a minute of its own, with nobody counted."""

import pytest

from terbuka.services.pace import counter


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    counter().forget()
