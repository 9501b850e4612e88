"""Invitations: made, renewed, taken back, taken up.

Nobody registers alone: an invitation is a single-use link of 24 hours for one
e-mail address and one role. The link is signed from the row and the moment it
lapses, so it is never stored and a renewed one takes the place of the old.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from terbuka.models import Account, Appointment, Invitation, WorkUnit
from terbuka.rules.language import LANGUAGES, Phrase, language, say, speaking
from terbuka.rules.people import ROLE_WORDS, LinkState, Role, link_state, may_take_up
from terbuka.rules.ruling import refuse
from terbuka.services import notify
from terbuka.services.events import record
from terbuka.services.people.appointments import appointed, payload_of
from terbuka.services.people.standing import day_at, may_give_at
from terbuka.services.people.typed import BadField, address, check_days, line
from terbuka.services.units import check_open

LIVES = timedelta(hours=24)
_SIGNER = Signer(salt="terbuka.invitation", sep=".")
_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)


def link_of(invitation: Invitation) -> str:
    """The path of an invitation's link, valid until the row's `expires_at`."""
    stamp = (invitation.expires_at - _BEGAN) // timedelta(microseconds=1)
    return reverse("invitation", args=[_SIGNER.sign(f"{invitation.pk}-{stamp}")])


def whole_link(path: str) -> str:
    """A path as people open it from elsewhere, under TERBUKA_URL."""
    return settings.SITE.geturl().rstrip("/") + path


def invitation_of(token: str) -> tuple[Invitation, bool] | None:
    """The invitation of a link, and whether the link is still its newest; None for what we never signed."""
    try:
        pk, _dash, stamp = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    row = Invitation.objects.select_related("unit__parent").filter(pk=int(pk)).first()
    if row is None:
        return None
    return row, (row.expires_at - _BEGAN) // timedelta(microseconds=1) == int(stamp)


def state_of(invitation: Invitation, *, at: datetime) -> LinkState:
    """What the newest link of an invitation is at a moment."""
    return link_state(
        used_at=invitation.used_at,
        revoked_at=invitation.revoked_at,
        expires_at=invitation.expires_at,
        at=at,
    )


def place_of(unit: WorkUnit | None) -> str:
    """Where a role is held, as people say it."""
    return unit.name if unit else str(say("server Terbuka ini"))


def _write_to(invitation: Invitation, *, at: datetime) -> None:
    """Lay the link into the outbox; without a mail server the page shows it to the level above."""
    if not invitation.email:
        return
    key = letter_key(invitation)
    known = Account.objects.filter(email=invitation.email).values_list("language", flat=True).first()
    subject, body = _letter(invitation, [known] if known else LANGUAGES)
    notify.send(key=key, to=invitation.email, subject=subject, body=body, at=at)


def letter_key(invitation: Invitation) -> str:
    """What the outbox calls the letter with the newest link of an invitation."""
    return f"invitation-{invitation.pk}-{invitation.expires_at.isoformat()}"


def _letter(invitation: Invitation, languages: Sequence[str]) -> tuple[str, str]:
    """Subject and body; in both languages, Indonesian first, to who has not chosen one yet."""
    told = []
    for code in languages:
        with speaking(code):
            told.append(_told(invitation))
    return told[0][0], "\n\n---\n\n".join(body for _subject, body in told) + "\n"


def _told(invitation: Invitation) -> tuple[str, str]:
    place = place_of(invitation.unit)
    body = say(
        "Anda diundang sebagai {role} di {place}.\n\n"
        "Buka tautan ini dalam 24 jam untuk menerimanya:\n{link}\n\n"
        "Tautan ini hanya untuk Anda dan hanya dapat dipakai sekali. Jika Anda tidak mengenal undangan ini, "
        "abaikan saja.",
        role=ROLE_WORDS[Role(invitation.role)],
        place=place,
        link=whole_link(link_of(invitation)),
    )
    return str(say("Undangan ke Terbuka: {place}", place=place)), str(body)


def _holds(email: str, role: Role, unit: WorkUnit | None, today: date) -> bool:
    held = Appointment.objects.standing(today).filter(account__email=email, role=role.value)
    return held.filter(unit=unit).exists()


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    unit: WorkUnit | None,
    role: Role,
    from_on: date,
    to_on: date | None = None,
    decree: str = "",
    by: Account | None,
    at: datetime,
) -> Invitation:
    """Invite one address to one role, for 24 hours; asked twice, the open one is brought up to date.

    `email` is empty only for the first system administrator, who names it. Raises
    BadField, and Refused where `by` may not give the role.
    """
    may_give_at(by, role, unit, at).enforce()
    if unit:
        check_open(unit, at)
    email = address(email) if email else ""
    today = day_at(unit, at)
    check_days(from_on, to_on, today)
    if email and _holds(email, role, unit, today):
        raise BadField("email", say("Orang ini sudah memegang peran itu di sini."))
    values = {
        "name": line(name, "name"),
        "from_on": from_on,
        "to_on": to_on,
        "decree": line(decree, "decree"),
    }
    return _kept({"email": email, "unit": unit, "role": role.value}, values, by=by, at=at)


def _kept(key: dict[str, Any], values: dict[str, Any], *, by: Account | None, at: datetime) -> Invitation:
    """A new invitation, or the open one of the same key with these values."""
    if key["unit"]:  # Two clicks at once find each other.
        WorkUnit.objects.select_for_update().get(pk=key["unit"].pk)
    row = Invitation.objects.select_for_update(of=("self",)).open(at).filter(**key).first()
    if row is None:
        row = Invitation.objects.create(**key, **values, created_at=at, expires_at=at + LIVES)
        record("invitation", row.pk, "invite", by=by, at=at, payload=payload_of(row, row.email))
        _write_to(row, at=at)
    elif any(getattr(row, field) != value for field, value in values.items()):
        for field, value in values.items():
            setattr(row, field, value)
        row.save(update_fields=list(values))
        record("invitation", row.pk, "change", by=by, at=at, payload=payload_of(row, row.email))
    return row


def _locked(invitation: Invitation) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("unit__parent")
        .get(pk=invitation.pk)
    )


@transaction.atomic
def revoke(invitation: Invitation, *, by: Account, at: datetime) -> Invitation:
    """Take an invitation back; its link then says so. Raises Refused."""
    row = _locked(invitation)
    may_give_at(by, Role(row.role), row.unit, at).enforce()
    if row.used_at:
        refuse(say("Undangan ini sudah dipakai: akhiri penugasannya jika keliru.")).enforce()
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        record("invitation", row.pk, "revoke", by=by, at=at, payload={"email": row.email})
    return row


@transaction.atomic
def renew(invitation: Invitation, *, by: Account | None, at: datetime) -> Invitation:
    """Give an invitation a new link for 24 hours; the old link lapses. Raises Refused."""
    row = _locked(invitation)
    may_give_at(by, Role(row.role), row.unit, at).enforce()
    state = state_of(row, at=at)
    if state in (LinkState.USED, LinkState.REVOKED):
        may_take_up(state).enforce()
    row.expires_at = at + LIVES
    row.save(update_fields=["expires_at"])
    record("invitation", row.pk, "renew", by=by, at=at, payload={"email": row.email})
    _write_to(row, at=at)
    return row


def _password(text: str, account: Account) -> str:
    """The hash of a password that the validators accept. Raises BadField."""
    try:
        validate_password(text, account)
    except ValidationError as fault:
        raise BadField("password", Phrase("{faults}", (("faults", " ".join(fault.messages)),))) from None
    return make_password(text)


def _newcomer(invitation: Invitation, *, name: str, password: str, email: str, at: datetime) -> Account:
    """An account, not saved yet, from what was typed. Raises BadField, and Refused where one exists."""
    account = Account(
        email=invitation.email or address(email),
        name=line(name, "name"),
        language=language(),
        created_at=at,
    )
    if not account.name:
        raise BadField("name", say("Tulis nama Anda, seperti yang dilihat rekan kerja."))
    account.password = _password(password, account)
    return account


def accept(
    invitation: Invitation,
    *,
    name: str = "",
    password: str = "",
    email: str = "",
    by: Account | None,
    at: datetime,
) -> Appointment:
    """Take up an invitation: with a new account (`by` None), or for the account signed in.

    `email` counts only where the invitation names none. Raises BadField beside what
    was typed; Refused for a link that is spent or another person's.
    """
    may_take_up(state_of(invitation, at=at)).enforce()
    # Hashed here: it takes longer than a transaction may last.
    account = by or _newcomer(invitation, name=name, password=password, email=email, at=at)
    with transaction.atomic():
        row = _locked(invitation)
        may_take_up(state_of(row, at=at)).enforce()
        if row.email and account.email != row.email:
            refuse(
                say("Undangan ini untuk alamat surel lain: keluarlah dulu, lalu buka tautannya lagi.")
            ).enforce()
        if by is None:
            if Account.objects.filter(email=account.email).exists():
                refuse(
                    say("Sudah ada akun dengan surel ini: masuklah dulu, lalu terima undangannya.")
                ).enforce()
            account.save()
            record("account", account.pk, "create", by=account, at=at, payload={"email": account.email})
        row.used_at, row.account = at, account
        row.save(update_fields=["used_at", "account"])
        record("invitation", row.pk, "accept", by=account, at=at, payload={"email": account.email})
        return appointed(
            account, row.unit, Role(row.role), row.from_on, row.to_on, row.decree, by=account, at=at
        )


def first_administrator_link(*, at: datetime) -> str | None:
    """A fresh whole link for the first system administrator, valid 24 hours; None once there is one."""
    today = day_at(None, at)
    role = Role.SYSTEM_ADMINISTRATOR
    if Appointment.objects.standing(today).filter(role=role.value).exists():
        return None
    row = invite(email="", name="", unit=None, role=role, from_on=today, by=None, at=at)
    if row.created_at != at:
        row = renew(row, by=None, at=at)
    return whole_link(link_of(row))
