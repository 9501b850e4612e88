"""People's wishes about their own data: taken in with a clock in hours, answered, carried out.

Source: UU 27/2022 articles 30 to 32 (access, correction) and 41 to 43 (limits, erasure): 3 x 24 hours.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, Applicant, InformationRequest, Objection, SubjectRequest, WorkUnit
from terbuka.rules.contacts import email_address
from terbuka.rules.language import say, speaking
from terbuka.rules.register.personal import WISH_WORDS, SubjectWish, SubjectWishState, WishProof
from terbuka.rules.ruling import BadInput, refuse
from terbuka.services.events import record
from terbuka.services.notify import is_address, send
from terbuka.services.register.breaches import LONGEST, hours_of
from terbuka.services.register.personal import erase, hand_out, marked_matters, marks_of
from terbuka.services.units import BadFields
from terbuka.services.units.checks import lines

WISH = "subject_request"
_KEYS = {
    SubjectWish.ACCESS: "subject.access",
    SubjectWish.CORRECTION: "subject.access",
    SubjectWish.LIMIT: "subject.restrict",
    SubjectWish.ERASURE: "subject.restrict",
}


def _case_of(unit: WorkUnit, number: str) -> Applicant | None:
    """Who stands behind a case of this unit; None for no number. Raises BadFields."""
    wish = " ".join(number.split())
    if not wish:
        return None
    for model in (InformationRequest, Objection):
        found = (
            model._default_manager.filter(unit=unit, number__iexact=wish).select_related("applicant").first()
        )
        if found is not None:
            return found.applicant
    raise BadFields({"number": say("Tidak ada perkara satker ini dengan nomor itu.")})


def _email(text: str) -> str:
    try:
        return email_address(text) if text.strip() else ""
    except BadInput as fault:
        raise BadFields({"email": fault.phrase}) from None


@transaction.atomic
def open_wish(
    unit: WorkUnit,
    *,
    wish: SubjectWish,
    proof: WishProof = WishProof.AT_DESK,
    details: str = "",
    email: str = "",
    phone: str = "",
    number: str = "",
    received_at: datetime,
    by: Account | None,
    at: datetime,
) -> SubjectRequest:
    """Note what a person asks about the own data; the hours run from receipt. Raises BadFields.

    The address and telephone number are kept as digests alone: they only find the own matters.
    """
    named, marks = _case_of(unit, number), marks_of(_email(email), phone)
    if not marks and named is None:
        raise BadFields(
            {
                "email": say(
                    "Tulis surel, telepon, atau nomor perkaranya; tanpa itu datanya tidak dapat dicari."
                )
            }
        )
    if received_at > at:
        raise BadFields({"received_on": say("Waktu ini di masa depan.")})
    row = SubjectRequest.objects.create(
        unit=unit,
        applicant=named,
        wish=wish.value,
        proof=proof.value,
        marks=marks,
        details=lines(LONGEST)(details),
        received_at=received_at,
        due_at=received_at + hours_of(unit, _KEYS[wish], received_at),
    )
    record(WISH, row.pk, "open", by=by, at=at, payload={"unit": unit.pk, "wish": wish.value})
    return row


def matters_for(wish: SubjectRequest) -> list[Applicant]:
    """What the unit keeps of who asked; nobody else's."""
    return marked_matters(wish.unit, wish.marks, wish.applicant_id)


def hand_out_for(wish: SubjectRequest, *, by: Account, at: datetime) -> dict[str, Any]:
    """All that is kept of who asked, as plain values. Raises Refused once it was answered."""
    _check_open(wish)
    return hand_out(wish.unit, matters_for(wish), by=by, at=at)


def _check_open(wish: SubjectRequest) -> None:
    if wish.state != SubjectWishState.OPEN:
        refuse(say("Permintaan ini sudah dijawab.")).enforce()


@transaction.atomic
def settle_wish(
    wish: SubjectRequest, *, state: SubjectWishState, result: str, by: Account, at: datetime
) -> SubjectRequest:
    """Answer it: done, or refused with the reason; the person is written to where an address is known.

    A wish to be erased that is granted erases at once. Raises BadFields, and Refused where it was
    answered before or somebody still needs the data.
    """
    row = SubjectRequest.objects.select_for_update(of=("self",)).select_related("unit").get(pk=wish.pk)
    _check_open(row)
    kept = lines(LONGEST)(result)
    if not kept:
        raise BadFields({"result": say("Tulis jawabannya.")})
    _write(row, state, kept, at=at)
    if state is SubjectWishState.GRANTED and row.wish == SubjectWish.ERASURE:
        erase(matters_for(row), reason=f"{WISH} {row.pk}", by=by, at=at)
        # What found the person goes with the data.
        row.marks, row.details = [], ""
    row.state, row.result, row.settled_at, row.settled_by = state.value, kept, at, by
    row.save(update_fields=["state", "result", "settled_at", "settled_by", "marks", "details"])
    record(WISH, row.pk, "settle", by=by, at=at, payload={"unit": row.unit_id, "state": state.value})
    return row


def _write(row: SubjectRequest, state: SubjectWishState, result: str, *, at: datetime) -> None:
    """A letter to the person, before the address may be gone."""
    matters = matters_for(row)
    known = next((one for one in reversed(matters) if one.email and is_address(one.email)), None)
    if known is None:
        return
    with speaking(known.language or "id"):
        asked = WISH_WORDS[SubjectWish(row.wish)]
        told = (
            say("Permintaan Anda, {wish}, sudah dikerjakan.", wish=asked)
            if state is SubjectWishState.GRANTED
            else say("Permintaan Anda, {wish}, tidak dapat dikabulkan.", wish=asked)
        )
        subject, body = (
            str(say("Permintaan Anda atas data pribadi")),
            f"{told}\n\n{result}\n\n{row.unit.name}\n",
        )
    send(key=f"subject-{row.pk}", to=known.email, subject=subject, body=body, at=at)
