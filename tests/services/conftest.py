"""What several tests of services begin with: everybody, a questionnaire in filling, a worker that sends."""

import pytest

from terbuka.models import SelfAssessment
from terbuka.services.jobs.pulse import Pulse
from tests.make import assessment as made
from tests.make.cast import Cast, cast


@pytest.fixture
def people() -> Cast:
    """Everybody."""
    return cast()


@pytest.fixture
def saq(people: Cast) -> SelfAssessment:
    """Jombang's questionnaire, in filling."""
    return made.saq(made.opened(people.eka))


@pytest.fixture
def sender() -> Pulse:
    """The sign of life of a sending worker."""
    return Pulse("sender", "quick", is_ending=lambda: False, last_words=lambda: None, grace=0)
