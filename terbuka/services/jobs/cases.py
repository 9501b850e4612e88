"""What comes round in the register by itself: warnings, closings, limits counted anew."""

from datetime import datetime

from terbuka.models import WorkUnit
from terbuka.services.notify import forget_old_addresses
from terbuka.services.register.answering import close_due_objections
from terbuka.services.register.disputedays import remind_days
from terbuka.services.register.fulfilling import close_due
from terbuka.services.register.personal import delete_scans
from terbuka.services.register.recounting import recount_cases
from terbuka.services.register.registering import close_uncompleted
from terbuka.services.register.sections import remind_sections
from terbuka.services.register.warning import warn_due


def watch_cases(_subject_id: int = 0, *, at: datetime) -> None:
    """Once a day: close what is over, delete what nobody needs, then tell of what comes due and is late."""
    close_uncompleted(at=at)
    close_due(at=at)
    close_due_objections(at=at)
    delete_scans(at=at)
    forget_old_addresses(at=at)
    warn_due(at=at)
    remind_sections(at=at)
    remind_days(at=at)


def recount(unit_id: int = 0, *, at: datetime) -> None:
    """Count open cases anew: those in the region of a unit, or all of them for 0."""
    unit = WorkUnit.objects.filter(pk=unit_id).first() if unit_id else None
    recount_cases(region_code=unit.region_code if unit else "", at=at)
