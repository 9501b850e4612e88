"""What legal clocks run by: holidays, stages of elections, service hours, and limits that were changed."""

from terbuka.services.calendar.holidays import remove_holiday, save_holiday
from terbuka.services.calendar.hours import hours_by_unit, hours_of, save_hours
from terbuka.services.calendar.importing import import_holidays, plan_holidays
from terbuka.services.calendar.keeping import (
    calendar_of,
    known_holidays,
    load_holidays,
    tried_out,
    whole_calendar,
)
from terbuka.services.calendar.limits import change_limit, limit_for, withdraw_change
from terbuka.services.calendar.readings import (
    change_reading,
    readings_by_institution,
    readings_of,
    withdraw_reading,
)
from terbuka.services.calendar.stages import (
    end_stage,
    known_stages,
    load_stages,
    remove_stage,
    save_stage,
    stages_at,
)

__all__ = [
    "calendar_of",
    "change_limit",
    "change_reading",
    "end_stage",
    "hours_by_unit",
    "hours_of",
    "import_holidays",
    "known_holidays",
    "known_stages",
    "limit_for",
    "load_holidays",
    "load_stages",
    "plan_holidays",
    "readings_by_institution",
    "readings_of",
    "remove_holiday",
    "remove_stage",
    "save_holiday",
    "save_hours",
    "save_stage",
    "stages_at",
    "tried_out",
    "whole_calendar",
    "withdraw_change",
    "withdraw_reading",
]
