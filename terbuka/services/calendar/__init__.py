"""Holidays and joint leave: the shipped list, and what people bring in over it."""

from terbuka.services.calendar.importing import import_holidays, plan_holidays
from terbuka.services.calendar.keeping import calendar_of, load_holidays, whole_calendar

__all__ = ["calendar_of", "import_holidays", "load_holidays", "plan_holidays", "whole_calendar"]
