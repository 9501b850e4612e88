"""WhatsApp of a unit and of a case: the number of the office, the number that wrote, what leaves.

Nothing leaves unless the installation is connected (`settings.WHATSAPP`) and the unit has named its number.
An answer goes only to a number that proved itself: it gave the case code, or it is the applicant's own.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from terbuka.models import (
    Account,
    CaseMessage,
    InboundMail,
    InformationRequest,
    Objection,
    OutboxChat,
    ServiceSettings,
    WorkUnit,
)
from terbuka.rules.contacts import spoken_number
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput, Stale
from terbuka.rules.whatsapp import (
    WINDOW,
    WINDOW_CLOSED,
    ChatState,
    Notice,
    follows,
    is_window_open,
    number_id,
    template_name,
)
from terbuka.services.events import record
from terbuka.services.register.sealing import mark_of
from terbuka.services.units import BadFields

VIA = "whatsapp"
SUBJECT = "outbox_chat"
type Asked = InformationRequest | Objection


@dataclass(frozen=True, slots=True)
class Partner:
    """Who writes by WhatsApp in a case, from which number, to which of ours; `heard_at` the last time."""

    number: str
    number_id: str
    template: str
    heard_at: datetime

    def is_open(self, at: datetime) -> bool:
        """May the office write freely at this moment?"""
        return is_window_open(self.heard_at, at)

    @property
    def closes_at(self) -> datetime:
        """When the office may no longer write freely, unless the person writes again."""
        return self.heard_at + WINDOW


# Settings of a unit


def is_connected() -> bool:
    """Is this installation connected to WhatsApp Business?"""
    return settings.WHATSAPP is not None


def unit_of(number: str) -> WorkUnit | None:
    """The unit whose number this phone-number-id is."""
    rows = ServiceSettings.objects.exclude(whatsapp_id="").filter(whatsapp_id=number)
    found = rows.select_related("unit__parent__parent").first()
    return found.unit if found else None


@transaction.atomic
def save_number(
    unit: WorkUnit, number: str, template: str, *, expected: int | None = None, by: Account, at: datetime
) -> ServiceSettings:
    """Set the phone-number-id and template of a unit; "" for none. Raises BadFields, Stale."""
    ServiceSettings.objects.get_or_create(unit=unit)
    row = ServiceSettings.objects.select_for_update().get(unit=unit)
    if expected is not None and expected != row.version:
        raise Stale(row)
    faults = {}
    for name, check, text in (("number", number_id, number), ("template", template_name, template)):
        try:
            setattr(row, f"whatsapp_{'id' if name == 'number' else name}", check(text))
        except BadInput as fault:
            faults[name] = fault.phrase
    other = unit_of(row.whatsapp_id) if row.whatsapp_id and not faults else None
    if other is not None and other.pk != unit.pk:
        faults["number"] = say("Nomor ini sudah dipakai satker lain; setiap satker punya nomornya sendiri.")
    if faults:
        raise BadFields(faults)
    row.version += 1
    row.save(update_fields=["whatsapp_id", "whatsapp_template", "version"])
    told = {"number_id": row.whatsapp_id, "template": row.whatsapp_template}
    record("work_unit", unit.pk, "save_whatsapp", by=by, at=at, payload=told)
    return row


# Whose messages belong to which case


def forms_of(number: str) -> list[str]:
    """How a number may have been typed in a form: +62812..., 0812..., 0812-3456-7890, 62812..."""
    digits = re.sub(r"\D", "", number)
    digits = f"62{digits[1:]}" if digits.startswith("0") else digits
    local = f"0{digits[2:]}" if digits.startswith("62") else number
    return list(dict.fromkeys((number, f"+{digits}", local, spoken_number(f"+{digits}"), digits)))


def is_own(applicant_phone: str, number: str) -> bool:
    """Is this the number that the applicant gave?"""
    return bool(applicant_phone) and mark_of("", applicant_phone) == mark_of("", number)


def partner_of(case: Asked) -> Partner | None:
    """Who may be answered by WhatsApp in this case; None where nobody wrote so, or nothing is connected."""
    if not is_connected():
        return None
    office = ServiceSettings.objects.filter(unit_id=case.unit_id).exclude(whatsapp_id="").first()
    if office is None:
        return None
    if isinstance(case, InformationRequest):
        about = Q(became__request=case) | Q(became__objection__request=case)
    else:
        about = Q(became__objection=case)
        about |= Q(became__request=case.request_id) if case.request_id else Q()
    rows = InboundMail.objects.filter(about, via=VIA).exclude(sender="").order_by("-arrived_at", "-pk")
    for mail in rows[:20]:
        if mail.settled_by_id is None or is_own(case.applicant.phone, mail.sender):
            last = rows.filter(sender=mail.sender).first() or mail
            return Partner(mail.sender, office.whatsapp_id, office.whatsapp_template, last.arrived_at)
    return None


# What leaves


def queue_chat(case: Asked, message: CaseMessage, *, key: str, at: datetime) -> OutboxChat | None:
    """Let a message of a case leave by WhatsApp too; None where its applicant does not write so.

    `key` names the cause: one cause sends one message. The act that calls has recorded its event.
    """
    if partner_of(case) is None:
        return None
    row, _is_new = OutboxChat.objects.get_or_create(
        key=f"chat-{key}", defaults={"message": message, "created_at": at, "due_at": at}
    )
    return row


@transaction.atomic
def note_notice(notice: Notice, *, at: datetime) -> bool:
    """Note what WhatsApp says of a message of ours; False for one that says nothing new."""
    rows = OutboxChat.objects.select_for_update(of=("self",))
    row = rows.filter(chat_id=notice.key).first()
    if row is None and notice.mark is not None:
        # Its sender was stopped before it could note the yes: what has left does not leave again.
        row = rows.filter(pk=notice.mark, chat_id="", state=ChatState.SENDING.value).first()
    if row is None or not follows(ChatState(row.state), notice.state):
        return False
    row.chat_id = notice.key
    row.lease_until, row.lease_holder = None, ""
    row.sent_at = row.sent_at or at
    row.fault = str(notice.code) if notice.code else ""
    if notice.code == WINDOW_CLOSED and not row.is_template and _has_template(row):
        row.state, row.must_be_template = ChatState.WAITING.value, True
        row.chat_id, row.sent_at, row.due_at, row.attempts = "", None, at, 0
    else:
        row.state = notice.state.value
    row.save()
    record(SUBJECT, row.pk, row.state, by=None, at=at, payload={"code": notice.code} if notice.code else {})
    return True


def fault_of(row: OutboxChat) -> Phrase | None:
    """Why a message of ours has not arrived, for those who may help; None where nothing is wrong."""
    if row.state != ChatState.FAILED:
        return None
    if row.fault == "closed" or row.fault.endswith(str(WINDOW_CLOSED)):
        return say(
            "24 jam sejak pesan terakhir pemohon sudah lewat dan satker belum punya templat. Pemohon "
            "membacanya di halaman perkaranya; hubungi dengan cara lain bila mendesak."
        )
    return say(
        "hubungi pemohon dengan cara lain (kode {code}); pesannya tetap ada di halaman perkaranya.",
        code=row.fault or "–",
    )


def _has_template(row: OutboxChat) -> bool:
    case = row.message.request or row.message.objection
    partner = partner_of(case) if case else None
    return bool(partner and partner.template)
