"""Reference data of every column, brought into the database at each start."""

from datetime import datetime

from terbuka.models import Account
from terbuka.rules.catalogue import required_items
from terbuka.rules.history import published_results
from terbuka.rules.instruments import instrument, instruments
from terbuka.rules.regimes import shipped_stages
from terbuka.rules.scoring import scales
from terbuka.rules.units import all_units
from terbuka.rules.workdays import shipped_holidays
from terbuka.services.assessment import load_history, load_instruments, load_scales
from terbuka.services.calendar import load_holidays, load_stages
from terbuka.services.catalogue import load_items
from terbuka.services.loading import Loaded
from terbuka.services.units import load_units


def load_reference(*, by: Account | None, at: datetime) -> dict[str, Loaded]:
    """Bring all shipped reference data into the database; what was written, by kind.

    A second call writes nothing. Each kind is one transaction, so a server that
    starts twice at once leaves nothing half loaded.
    """
    return {
        "units": load_units(all_units(), by=by, at=at),
        "holidays": load_holidays(shipped_holidays(), by=by, at=at),
        "stages": load_stages(shipped_stages(), by=by, at=at),
        "items": load_items(required_items(), by=by, at=at),
        "scales": load_scales(scales().values(), by=by, at=at),
        "instruments": load_instruments((instrument(key) for key in instruments()), by=by, at=at),
        "history": load_history(published_results(), by=by, at=at),
    }
