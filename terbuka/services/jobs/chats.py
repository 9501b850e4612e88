"""WhatsApp in the background: files of messages are fetched and messages brought to their place; ours leave.

A message of ours is sent by one sender under one lease, tried again with longer and longer pauses. The
platform takes no idempotency key: one whose sender was killed between its yes and our note is known
by the mark in the notices that follow, and else leaves a second time.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from terbuka.models import InboundMail, InformationRequest, Objection, OutboxChat
from terbuka.rules.language import say, speaking
from terbuka.rules.register.post import InboundState
from terbuka.rules.ruling import BadInput
from terbuka.rules.whatsapp import LONGEST_BODY, Next, template_of, text_of
from terbuka.services.files import clean_name, put_blob
from terbuka.services.jobs import outbox
from terbuka.services.jobs.graph import GraphFault, fetch_medium, send_message
from terbuka.services.jobs.mail import persist
from terbuka.services.jobs.pulse import Pulse
from terbuka.services.register.incoming_chats import incoming_in, keep_medium, settle_message
from terbuka.services.register.places import own_path
from terbuka.services.register.whatsapp import VIA, Partner, partner_of

# So long the words of a message wait for its file; then they are shown without it.
PATIENCE = timedelta(minutes=30)
_TRIED_AGAIN = timedelta(minutes=2)
_AT_ONCE = 100
_log = logging.getLogger(__name__)


# What came in


def read_chat(mail_id: int, *, at: datetime) -> None:
    """Fetch the file of a message and bring it to its place. Raises GraphFault while it is worth waiting."""
    rows = InboundMail.objects.filter(pk=mail_id, via=VIA, state=InboundState.NEW.value)
    mail = rows.select_related("unit", "blob").first()
    if mail is not None:
        settle_message(mail, is_medium_left=not _has_its_medium(mail, at), at=at)


def _has_its_medium(mail: InboundMail, at: datetime) -> bool:
    """Is the file of this message here, or has it none? Raises GraphFault."""
    medium = incoming_in(mail).medium
    if medium is None or mail.files:
        return True
    try:
        fetched = fetch_medium(medium)
        blob = put_blob(fetched.content, fetched.mime, at=at)
    except GraphFault as fault:
        if fault.next is Next.LATER and at < mail.arrived_at + PATIENCE:
            raise
        return False
    keep_medium(mail, blob=blob, name=clean_name(medium.name), mime=fetched.mime, at=at)
    return True


def read_chats(_subject_id: int = 0, *, at: datetime) -> int:
    """Take up messages whose reader was stopped; how many."""
    rows = InboundMail.objects.filter(
        state=InboundState.NEW.value, via=VIA, arrived_at__lt=at - _TRIED_AGAIN
    ).order_by("arrived_at", "pk")
    waiting = list(rows.values_list("pk", flat=True)[:_AT_ONCE])
    for pk in waiting:
        try:
            read_chat(pk, at=at)
        except (GraphFault, OSError, BadInput) as fault:
            _log.warning("message %s waits: %s", pk, type(fault).__name__)
    return len(waiting)


# What leaves


def send_one(pulse: Pulse, *, now: Callable[[], datetime] = timezone.now) -> bool:
    """Send the next message that is due. False when there is none, or nothing is connected."""
    chat = outbox.take_chat(holder=pulse.holder, at=now()) if settings.WHATSAPP else None
    if chat is None:
        return False
    with pulse.keeping(lambda at: outbox.renew_letter(chat, at=at)):
        noted = _hand_over(chat, now())
    persist(lambda: noted(now()))
    return True


def _hand_over(chat: OutboxChat, at: datetime) -> Callable[[datetime], object]:
    """Give the message to the platform; what is to be noted of it, at a moment."""
    case = chat.message.request or chat.message.objection
    partner = partner_of(case) if case else None
    if case is None or partner is None:
        return _failed(chat, "nobody to send it to", for_good=True)
    is_template = chat.must_be_template or not partner.is_open(at)
    if is_template and not partner.template:
        return _failed(chat, "closed", for_good=True)
    try:
        chat_id = send_message(partner.number_id, told_in(chat, case, partner, is_template=is_template))
    except GraphFault as fault:
        closed = fault.next is Next.TEMPLATE
        again = closed and not is_template and bool(partner.template)
        for_good = fault.next is Next.NEVER or (closed and not again)
        return _failed(chat, str(fault), for_good=for_good, needs_template=again)
    return lambda now: outbox.mark_chat_sent(chat, chat_id=chat_id, is_template=is_template, at=now)


def _failed(
    chat: OutboxChat, fault: str, *, for_good: bool, needs_template: bool = False
) -> Callable[[datetime], object]:
    return lambda now: outbox.mark_chat_failed(
        chat, fault=fault, for_good=for_good, needs_template=needs_template, at=now
    )


def told_in(
    chat: OutboxChat, case: InformationRequest | Objection, partner: Partner, *, is_template: bool
) -> dict[str, object]:
    """What goes to the platform: the words with the way to the case, or the words of a template's places."""
    link = f"{settings.SITE.geturl().rstrip('/')}{own_path(case)}"
    if is_template:
        words = (case.unit.short_name, case.number or "–", link)
        return template_of(partner.number, partner.template, words, chat.pk)
    with speaking(case.applicant.language or "id"):
        has_files = chat.message.files.exists()
        note = f"\n{say('Berkasnya ada di halaman perkara Anda.')}" if has_files else ""
    end = f"{note}\n\n{link}\n{case.unit.name}"
    room = LONGEST_BODY - len(end) - 2
    body = chat.message.body
    body = body if len(body) <= room else f"{body[:room]} …"
    return text_of(partner.number, f"{body}{end}", chat.pk)
