"""Once a day: what was exempt for a time that has ended opens again, and its unit is told."""

from datetime import datetime

from terbuka.services.catalogue.exemptdeciding import expire


def end_exemptions(_subject_id: int = 0, *, at: datetime) -> None:
    """Open again every document whose term is over; a second run changes nothing."""
    expire(at=at)
