"""What the addresses of the officer's pages name: a request in process with a file and a section's task."""

from datetime import datetime, timedelta
from typing import Any

from terbuka.services.register.replies import save_reply
from terbuka.services.register.sections import ask_section
from tests.make import asking, register
from tests.make.cast import Cast, unit

_STEPS = ("register", "completion", "data", "withdrawal", "split", "transfer", "start", "assign", "section")
_STEPS += ("section_done", "extend", "regime", "test", "decide", "hand_over", "message", "note", "chat")
_PARTS = ("release", "clock", "identity", "document", "letter", "receipt")


def named(people: Cast, *, at: datetime) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of a case of Ani's, and of a ready answer."""
    case = register.in_process(at=at, by=people.ani, key="cases")
    task = ask_section(
        case,
        section="Subbagian Teknis",
        wanted="Rekapitulasi tiap TPS",
        due_on=(at + timedelta(days=3)).date(),
        by=people.ani,
        at=at,
    )
    values = {
        "title": "Sedang dicarikan",
        "body": "Yth. {nama}, permohonan {nomor} kami jawab sampai {tenggat}.",
    }
    reply = save_reply(unit(), None, values, by=people.ani, at=at)
    parts = {
        "pk": case.pk,
        "task": task.pk,
        "file": asking.brought(case, at=at),
        "kind": "tanda-bukti",
    }
    found = {f"case_{name}": parts for name in (*_STEPS, *_PARTS)}
    told = register.released(register.in_process(at=at, by=people.ani, key="told"), at=at)
    return found | {"answer_public": {"pk": told.pk}, "case": parts, "reply_edit": {"pk": reply.pk}}
