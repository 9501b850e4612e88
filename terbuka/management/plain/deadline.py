"""`terbuka deadline KEY --regime ... --received ...`: a due date, and every day that led to it."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from terbuka.management.arguments import Parser
from terbuka.rules.daynames import Day, Moment
from terbuka.rules.deadlines import Deadline, Receipt, apply_limit
from terbuka.rules.hours import default_hours
from terbuka.rules.language import say
from terbuka.rules.limits import Regime, deadline_keys, limit
from terbuka.rules.ruling import BadInput
from terbuka.rules.sources import citation
from terbuka.rules.units import unit_named
from terbuka.rules.wording import quoted
from terbuka.rules.workdays import shipped_calendar
from terbuka.rules.zones import Zone, zone_of

_RECEIVED = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


def _parser() -> Parser:
    parser = Parser("deadline", str(say("Tenggat menurut undang-undang, dihitung hari demi hari.")))
    keys = ", ".join(deadline_keys())
    parser.add_argument("key", metavar="KEY", help=str(say("batas waktu: {keys}", keys=keys)))
    parser.add_argument("--regime", metavar="umum|pemilu", help=str(say("rezim: umum atau pemilu")))
    parser.add_argument(
        "--received",
        required=True,
        metavar="2026-03-13[T14:30]",
        help=str(say("hari ke-0: saat peristiwanya terjadi, waktu satker")),
    )
    parser.add_argument(
        "--unit", metavar="SLUG", help=str(say("satker: menentukan zona waktu dan libur daerah"))
    )
    parser.add_argument("--json", action="store_true", help=str(say("keluaran JSON")))
    return parser


def _regime(word: str | None) -> Regime | None:
    if word is None:
        return None
    try:
        return Regime(word)
    except ValueError:
        raise BadInput(
            say("Rezim {word} tidak dikenal; tulis umum atau pemilu.", word=quoted(word))
        ) from None


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:])
    return timezone((-1 if text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def read_receipt(text: str, zone: Zone) -> Receipt:
    """The day and hour of receipt in the unit's zone. Raises BadInput for a malformed date.

    An hour with an offset ("2026-03-12T23:30+07:00") is turned to the unit's zone; one
    without is taken as the unit's own time.
    """
    found = _RECEIVED.fullmatch(text.strip())
    try:
        if not found:
            raise ValueError(text)
        year, month, day, hour, minute, offset = found.groups()
        on = date(int(year), int(month), int(day))
        if hour is None:
            return Receipt(on)
        moment = datetime.combine(on, time(int(hour), int(minute)))
        if offset:
            moment = moment.replace(tzinfo=_offset(offset)).astimezone(zone.clock)
        return Receipt(moment.date(), moment.time())
    except (ValueError, OverflowError):
        raise BadInput(
            say(
                "Tanggal {text} tidak dapat dibaca; tulis seperti 2026-03-13 atau 2026-03-13T14:30.",
                text=quoted(text),
            )
        ) from None


def _moment(at: datetime, zone: Zone) -> str:
    return at.replace(tzinfo=zone.clock).isoformat(timespec="minutes")


def _as_json(deadline: Deadline, key: str, regime: Regime | None, received: str, zone: Zone) -> str:
    due_at, target_at = deadline.due_at, deadline.target_at
    return json.dumps(
        {
            "key": key,
            "regime": regime,
            "received": received,
            "due": _moment(due_at, zone) if due_at else deadline.due.isoformat(),
            "target": _moment(target_at, zone) if target_at else deadline.target.isoformat(),
            "provisional": deadline.is_provisional,
            "cite": deadline.limit.cite,
            "days": [
                {"date": day.on.isoformat(), "counted": day.counted, "why": str(day.why)}
                for day in deadline.days
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _headline(deadline: Deadline, zone: Zone) -> list[str]:
    one, receipt = deadline.limit, deadline.receipt
    if deadline.due_at and deadline.target_at:
        due = str(Moment(deadline.due_at.replace(tzinfo=zone.clock)))
        target = str(Moment(deadline.target_at.replace(tzinfo=zone.clock)))
    else:
        due, target = str(Day(deadline.due)), str(Day(deadline.target))
    clock = f" {receipt.at.strftime('%H.%M')} {zone.name}" if receipt.at else ""
    lines = [
        due,
        str(say("Target (bacaan yang lebih awal): {target}", target=target)),
        "",
        f"{one.title}: {citation(one.cite).label} [{one.confidence}]",
        str(say("Dihitung sejak: {starts}", starts=one.starts)),
        str(say("Diterima: {on}", on=f"{Day(receipt.on)}{clock}")),
    ]
    if deadline.due_at and not receipt.at:
        lines.append(str(say("Jam tidak disebut: dihitung sejak pukul 00.00.")))
    if deadline.moved:
        lines.append(str(say("Hari ke-0: {on} ({why})", on=Day(deadline.day_zero), why=deadline.moved)))
    if one.note:
        lines.append(str(say("Catatan: {note}", note=one.note)))
    if deadline.is_provisional:
        lines.append(
            str(
                say(
                    "Sementara: daftar hari libur belum lengkap atau masih perkiraan, tanggal dapat bergeser."
                )
            )
        )
    return lines


def _as_text(deadline: Deadline, zone: Zone) -> str:
    lines = _headline(deadline, zone)
    number = 0
    for day in deadline.days:
        number += day.counted
        lines.append(f"{number if day.counted else '-':>4}  {Day(day.on)!s:<18} {day.why}")
    return "\n".join(lines)


def run(arguments: list[str]) -> int:
    """Print the due date, as a table or as JSON. Raises BadInput."""
    given = _parser().parse_args(arguments)
    regime = _regime(given.regime)
    unit = unit_named(given.unit) if given.unit is not None else None
    region = unit.region_code if unit else ""
    zone = zone_of(region)
    receipt = read_receipt(given.received, zone)
    one = limit(given.key, regime, on=receipt.on)
    deadline = apply_limit(one, receipt, shipped_calendar(region), default_hours())
    if given.json:
        print(_as_json(deadline, given.key, regime, given.received.strip(), zone))
    else:
        print(_as_text(deadline, zone))
    return 0
