"""`terbuka chat EXPORT`: when a citizen wrote by WhatsApp, and when the first answer came."""

import json
from datetime import datetime, timedelta

from terbuka.documents.chats import ChatExport, open_chat
from terbuka.management.arguments import Parser
from terbuka.management.plain.files import given_file, write_result
from terbuka.rules.chats import Service, service_of
from terbuka.rules.hours import chat_hours
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.rules.workdays import shipped_calendar


def _parser() -> Parser:
    parser = Parser("chat", str(say("Membaca ekspor obrolan WhatsApp: kapan ditanya, kapan dijawab.")))
    parser.add_argument(
        "export", metavar="EXPORT", help=str(say("berkas .txt atau .zip hasil Ekspor chat di WhatsApp"))
    )
    parser.add_argument(
        "--officer",
        metavar="NAME_OR_NUMBER",
        default="",
        help=str(say("nama atau nomor petugas; tanpa ini dikenali dari nama kantornya")),
    )
    parser.add_argument(
        "--json", metavar="OUT", default="-", help=str(say("berkas hasil JSON; tanpa ini ke layar"))
    )
    return parser


def as_json(export: ChatExport, service: Service) -> str:
    """The form of the contract; moments at the phone's own time, minutes as numbers or null."""
    return json.dumps(
        {
            "messages": service.messages,
            "media": service.media,
            "first_at": _moment(service.first_at),
            "first_reply_at": _moment(service.first_reply_at),
            "first_reply_minutes": _minutes(service.waited),
            "first_reply_service_minutes": _minutes(service.waited_in_service),
            "participants": list(service.participants),
            "sha256": export.sha256,
        },
        ensure_ascii=False,
        indent=1,
    )


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _minutes(waited: timedelta | None) -> float | int | None:
    """Whole minutes as a whole number, others with two decimals."""
    if waited is None:
        return None
    whole, rest = divmod(waited, timedelta(minutes=1))
    return round(waited / timedelta(minutes=1), 2) if rest else whole


def run(arguments: list[str]) -> int:
    """Read the export and write what it tells. Raises BadInput."""
    given = _parser().parse_args(arguments)
    try:
        export = open_chat(given_file(given.export))
    except OSError:
        raise BadInput(say("Berkas {name} tidak dapat dibuka.", name=quoted(given.export))) from None
    service = service_of(
        export.messages, officer=given.officer, hours=chat_hours(), calendar=shipped_calendar()
    )
    write_result(as_json(export, service), given.json)
    return 0
