"""What happened in a case, newest first: acts with who did them, and what was written to and fro."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from terbuka.models import Account, CaseFile, CaseMessage, Event
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase
from terbuka.rules.register.channels import CHANNEL_WORDS, Channel
from terbuka.rules.register.disputes import STATUS_WORDS, STEP_WORDS, DisputeStatus, DisputeStepKind
from terbuka.rules.register.post import MessageKind
from terbuka.rules.whatsapp import CHAT_WORDS, ChatState
from terbuka.services.register.places import Case
from terbuka.services.register.rows import REQUEST
from terbuka.services.register.whatsapp import fault_of
from terbuka.web.register.wording import ACTS, TOLD_AS_MESSAGE

MOST = 200
KIND_WORDS = {
    MessageKind.FROM_APPLICANT: _("dari pemohon"),
    MessageKind.TO_APPLICANT: _("kepada pemohon"),
    MessageKind.NOTE: _("catatan internal"),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry. `body` is what was written; `who` is "" for the applicant and the installation itself."""

    at: datetime
    word: Any
    who: str
    detail: str = ""
    body: str = ""
    kind: str = ""
    channel: Phrase | None = None
    subject: str = ""
    files: list[CaseFile] = field(default_factory=list)
    sent: Phrase | None = None
    sent_why: Phrase | None = None


def timeline(
    case: Case, files: Iterable[CaseFile], *, kind: str = REQUEST, words: Mapping[str, Any] = ACTS
) -> list[Happened]:
    """Events of this kind and messages as one line of time, in these words; three queries.

    A letter comes after the act that it tells of.
    """
    events = list(Event.objects.about(kind, case.pk).order_by("-id")[:MOST])
    messages = list(case.messages.select_related("by", "chat").order_by("-at", "-pk")[:MOST])
    people = {one.by_id for one in events} | {one.payload.get("to") for one in events}
    known = Account.objects.filter(pk__in=[one for one in people if one is not None])
    names = dict(known.values_list("pk", "name"))
    told = [_done(one, names, words) for one in events if one.verb not in TOLD_AS_MESSAGE]
    told += [_written(one, [file for file in files if file.message_id == one.pk]) for one in messages]
    return sorted(told, key=lambda one: (one.at, bool(one.kind)), reverse=True)


def _done(event: Event, names: dict[int, str], words: Mapping[str, Any]) -> Happened:
    word, who = words.get(event.verb, event.verb), names.get(event.by_id or 0, "")
    return Happened(event.at, word, who, _detail(event, names))


def _detail(event: Event, names: dict[int, str]) -> str:
    """What an act was about: the number it gave, whom, the stage, the day, the moved limit."""
    told = event.payload
    match event.verb:
        case "assign":
            return names.get(told.get("to") or 0, "")
        case "move" if told.get("state") in set(DisputeStatus):
            return str(STATUS_WORDS[DisputeStatus(told["state"])])
        case "add_step" | "save_step" if told.get("kind") in set(DisputeStepKind):
            return f"{STEP_WORDS[DisputeStepKind(told['kind'])]}, {Day(date.fromisoformat(told['on']))}"
        case "move_due":
            before, after = (Day(date.fromisoformat(told[name])) for name in ("before", "due"))
            return f"{before} → {after}"
        case _:
            return str(told.get("number") or "")


def _written(message: CaseMessage, files: list[CaseFile]) -> Happened:
    kind, chat = MessageKind(message.kind), getattr(message, "chat", None)
    return Happened(
        message.at,
        KIND_WORDS[kind],
        message.by.name if message.by else "",
        body=message.body,
        kind=kind.value,
        channel=CHANNEL_WORDS[Channel(message.channel)] if message.channel != Channel.SYSTEM else None,
        subject=message.subject,
        files=files,
        sent=CHAT_WORDS[ChatState(chat.state)] if chat else None,
        sent_why=fault_of(chat) if chat else None,
    )
