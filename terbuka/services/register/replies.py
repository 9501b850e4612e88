"""The ready answers of an office: kept by those who serve, filled in for one case."""

from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, InformationRequest, ReplyTemplate, WorkUnit
from terbuka.rules.daynames import Day
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services.events import record
from terbuka.services.units import BadFields, check_open
from terbuka.services.units.checks import each, line, lines

SUBJECT, MOST, LONGEST = "reply_template", 200, 10_000
# What stands in braces in the text of a ready answer.
PLACEHOLDERS = ("nama", "nomor", "tenggat")


def replies_of(unit: WorkUnit) -> list[ReplyTemplate]:
    """The ready answers of an office by title; one query."""
    return list(ReplyTemplate.objects.filter(unit=unit, removed_at=None).order_by("title", "pk"))


def filled(reply: ReplyTemplate, case: InformationRequest) -> str:
    """The text with what is known of the case in place of the braces; unknown braces stay as they are."""
    known = {
        "nama": case.applicant.name or "Pemohon",
        "nomor": case.number or "–",
        "tenggat": str(Day(case.due_on)) if case.due_on else "–",
    }
    text = reply.body
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


@transaction.atomic
def save_reply(
    unit: WorkUnit,
    reply: ReplyTemplate | None,
    values: dict[str, Any],
    *,
    expected: int = 0,
    by: Account,
    at: datetime,
) -> ReplyTemplate:
    """Keep a ready answer, a new one without `reply`. `values`: title, body. Raises BadFields, Stale."""
    check_open(unit, at)
    kept = each(values, {"title": line(200), "body": lines(LONGEST)})
    faults = {name: say("Isi bagian ini.") for name in ("title", "body") if not kept.get(name, "").strip()}
    if faults:
        raise BadFields(faults)
    if reply is None:
        if ReplyTemplate.objects.filter(unit=unit, removed_at=None).count() >= MOST:
            raise BadInput(say("Paling banyak {n} jawaban siap pakai; hapus yang tidak dipakai.", n=MOST))
        row = ReplyTemplate.objects.create(unit=unit, **kept)
    else:
        row = _held(reply, expected)
        row.title, row.body = kept["title"], kept["body"]
        row.version += 1
        row.save()
    record(SUBJECT, row.pk, "save", by=by, at=at, payload={"unit": unit.pk, "title": row.title})
    return row


@transaction.atomic
def remove_reply(reply: ReplyTemplate, *, by: Account, at: datetime) -> ReplyTemplate:
    """Take a ready answer off the list; what was sent with it stays as it was sent."""
    row = _held(reply, None)
    row.removed_at = at
    row.version += 1
    row.save(update_fields=["removed_at", "version"])
    record(SUBJECT, row.pk, "remove", by=by, at=at, payload={"unit": row.unit_id})
    return row


def _held(reply: ReplyTemplate, expected: int | None) -> ReplyTemplate:
    row = ReplyTemplate.objects.select_for_update().filter(pk=reply.pk, removed_at=None).first()
    if row is None or (expected is not None and row.version != expected):
        raise Stale(row)
    return row
