"""A local holiday, a stage of a re-run, and a limit that an institution changed."""

from datetime import date, datetime, timedelta
from typing import Any

from terbuka.models import ElectionStage, Holiday, LimitChange, ReadingChange
from terbuka.services import calendar
from terbuka.services.calendar.checks import today_in_jakarta
from tests.make.cast import Cast


def fair(players: Cast, *, at: datetime, **other: Any) -> Holiday:
    """Jombang's own holiday next October, entered by Budi of the province."""
    values = {
        "day": date(today_in_jakarta(at).year + 1, 10, 21),
        "kind": "regional",
        "name": "Hari Jadi Kabupaten Jombang",
        "region_code": "35.17",
        "decree": "Keputusan Bupati Jombang 188/2026",
        "is_provisional": False,
    }
    return calendar.save_holiday(values=values | other, by=players.budi, at=at)


def rerun(players: Cast, *, at: datetime, **other: Any) -> ElectionStage:
    """A re-run in Jombang that began today and lasts until March, entered by Eka."""
    today = today_in_jakarta(at)
    values = {
        "event": "PSU Pilkada Jombang",
        "kind": "psu",
        "name": "Pemungutan suara ulang",
        "region_code": "35.17",
        "first": today,
        "last": date(today.year + 1, 3, 1),
        "decree": "Keputusan KPU 100/2026",
        "is_provisional": False,
    }
    return calendar.save_stage(values=values | other, by=players.eka, at=at)


def longer(players: Cast, *, at: datetime, **other: Any) -> LimitChange:
    """KPU gives applicants five working days to complete a request, from today on."""
    values: dict[str, Any] = {
        "institution": "KPU",
        "key": "request.completion",
        "regime": "",
        "amount": 5,
        "from_on": today_in_jakarta(at),
        "reason": "Edaran Ketua KPU 7/2026",
    }
    return calendar.change_limit(**values | other, by=players.eka, at=at)


def stricter(players: Cast, *, at: datetime, **other: Any) -> ReadingChange:
    """KPU counts joint leave as work, for cases that begin in thirty days or later."""
    values: dict[str, Any] = {
        "institution": "KPU",
        "rule": "joint_leave",
        "reading": "earlier",
        "from_on": today_in_jakarta(at) + timedelta(days=30),
        "reason": "Edaran Ketua KPU 8/2026",
    }
    return calendar.change_reading(**values | other, by=players.eka, at=at)


def named(players: Cast, *, at: datetime) -> dict[str, dict[str, Any]]:
    """What the addresses of the calendar name."""
    return {
        "calendar_region_ics": {"code": "35.17"},
        "holiday": {"pk": fair(players, at=at).pk},
        "stage": {"pk": rerun(players, at=at).pk},
        "limit_change": {"key": "request.completion", "regime": "keduanya"},
        "limit_withdraw": {"pk": longer(players, at=at).pk},
        "reading_change": {"rule": "day_of_receipt"},
        "reading_withdraw": {"pk": stricter(players, at=at).pk},
    }
