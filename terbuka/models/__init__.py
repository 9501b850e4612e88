"""Tables, constraints and QuerySets; one file a column. Imported here so that Django finds them."""

from terbuka.models.assessment import BandScale, Instrument, Question
from terbuka.models.calendar import Holiday
from terbuka.models.catalogue import RequiredItem
from terbuka.models.events import Event
from terbuka.models.people import Account
from terbuka.models.units import Website, WorkUnit

__all__ = [
    "Account",
    "BandScale",
    "Event",
    "Holiday",
    "Instrument",
    "Question",
    "RequiredItem",
    "Website",
    "WorkUnit",
]
