"""The one place from which a changed calendar asks that open cases be counted anew."""

from datetime import datetime

from terbuka.models import WorkUnit
from terbuka.services.jobs.queue import enqueue


def calendar_changed(*, unit: WorkUnit | None = None, at: datetime) -> None:
    """Holidays, stages, limits or a unit's hours changed: open cases are counted anew."""
    enqueue("recount_cases", unit.pk if unit else 0, at=at)
