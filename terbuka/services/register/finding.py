"""What the public search knows of answers: those whose PPID released words for everybody, and no other.

Nothing comes from the words of an applicant (UU 27/2022): title and text are the released summary.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from terbuka.models import Account, InformationRequest, Publication, WrittenNotice
from terbuka.models.search import EntryKind
from terbuka.rules.language import say, speaking
from terbuka.rules.publishing import PublicationStatus
from terbuka.rules.register.reporting import OUTCOMES
from terbuka.rules.ruling import refuse
from terbuka.services.register.places import local_day
from terbuka.services.register.rows import held, note
from terbuka.services.search import Entry, drop, put

LONGEST_TITLE = 160


def public_answers() -> QuerySet[WrittenNotice]:
    """Answers that everybody may read, with their cases and units."""
    told = WrittenNotice.objects.filter(is_public=True).exclude(public_summary="")
    return told.exclude(request__number="").select_related("request__unit", "request__notice").order_by("pk")


def answer_key(notice: WrittenNotice) -> str:
    """Its key in the search."""
    return f"answer:{notice.request_id}"


def answer_path(request: InformationRequest) -> str:
    """Where everybody reads an answer that was released."""
    return f"/satker/{request.unit.slug}/layanan/{request.pk}/"


def answer_title(summary: str) -> str:
    """The first line of a released summary, cut at a word."""
    first = next((one.strip() for one in summary.splitlines() if one.strip()), "")
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 2].rsplit(' ', 1)[0]} …"


def answer_entry(notice: WrittenNotice) -> Entry:
    """What the search is told of a released answer: its summary, its number, what became of it."""
    request, unit = notice.request, notice.request.unit
    day = local_day(unit, notice.noticed_at)
    with speaking("id"):
        outcome = str(OUTCOMES.get(notice.result, ""))
    return Entry(
        kind=EntryKind.ANSWER,
        key=answer_key(notice),
        title=answer_title(notice.public_summary),
        path=answer_path(request),
        body="\n".join(one for one in (notice.public_summary, outcome) if one),
        also=f"{request.number} {unit.name} {unit.short_name}",
        unit_id=unit.pk,
        institution=unit.institution,
        province_code=unit.province_code,
        year=day.year,
        happened_on=day,
    )


def put_answer(notice: WrittenNotice, *, at: datetime) -> None:
    """Bring an answer into the search, or out of it where it is not released."""
    found = public_answers().filter(pk=notice.pk).first()
    if found is not None:
        put([answer_entry(found)], at=at)
    else:
        drop([answer_key(notice)], at=at)


def is_shown(publication: Publication) -> bool:
    """May everybody read what was given with an answer?"""
    return publication.status == PublicationStatus.PUBLIC and publication.public is not None


@transaction.atomic
def withdraw_release(request: InformationRequest, *, by: Account, at: datetime) -> WrittenNotice:
    """Take the released words of an answer back: no page, no register and no search shows them any more.

    The words stay in the case. Raises Refused where nothing is released.
    """
    row = held(request)
    notice = WrittenNotice.objects.select_for_update().filter(request=row, is_public=True).first()
    if notice is None:
        refuse(say("Ringkasan jawaban ini tidak sedang diumumkan.")).enforce()
        raise AssertionError
    notice.is_public = False
    notice.save(update_fields=["is_public"])
    note(row, "withdraw_release", by=by, at=at)
    put_answer(notice, at=at)
    return notice
