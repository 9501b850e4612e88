"""`terbuka audit URL...`: one unit's websites held against what the law requires, without a database."""

import json
import math
import os
import re
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from terbuka.crawler.archive import Archive
from terbuka.crawler.audit import Manner, audit, checked_addresses
from terbuka.crawler.crawl import Budget
from terbuka.crawler.robots import CONTACT_PAGE
from terbuka.management.arguments import Parser
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.siteaudit.causes import CAUSE_WORDS
from terbuka.rules.siteaudit.findings import AuditReport
from terbuka.rules.siteaudit.report import as_json, as_table
from terbuka.rules.units import Unit, unit_named
from terbuka.rules.wording import quoted
from terbuka.rules.zones import zone_of

# UU 14/2008 is in force since this day; before it there was no duty to audit.
_FIRST_DAY = date(2010, 4, 30)


def _parser() -> Parser:
    parser = Parser("audit", str(say("Memeriksa situs satu satker terhadap daftar informasi wajib.")))
    parser.add_argument(
        "urls",
        nargs="+",
        metavar="URL",
        help=str(say("alamat situs satker, misalnya https://kab-jombang.kpu.go.id")),
    )
    parser.add_argument(
        "--unit", metavar="SLUG", help=str(say("satker pemilik situs; tanpa ini dicari dari alamat"))
    )
    parser.add_argument(
        "--as-of", metavar="DATE", help=str(say("tanggal penilaian, misalnya 2026-11-22; biasanya hari ini"))
    )
    parser.add_argument("--json", metavar="FILE", help=str(say("tulis laporan lengkap ke berkas ini")))
    parser.add_argument(
        "--archive", metavar="DIR", help=str(say("simpan salinan setiap halaman dan dokumen di folder ini"))
    )
    parser.add_argument("--max-pages", metavar="N", help=str(say("paling banyak halaman dan dokumen (400)")))
    parser.add_argument("--max-seconds", metavar="N", help=str(say("paling lama dalam detik (900)")))
    parser.add_argument(
        "--rate", metavar="R", help=str(say("permintaan per detik per situs (1); 0 tanpa batas"))
    )
    parser.add_argument(
        "--allow-private-hosts",
        action="store_true",
        help=str(say("izinkan alamat jaringan pribadi, hanya untuk alamat yang disebut di atas")),
    )
    return parser


def _number(text: str | None, option: str, default: float, *, least: float, most: float) -> float:
    """The number of an option. Raises BadInput outside `least` to `most`, and for what is none."""
    if text is None:
        return default
    try:
        number = float(text) if re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", text.strip()) else math.nan
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise BadInput(
            say(
                "{option} {text} tidak dapat dipakai; tulis angka dari {least} sampai {most}.",
                option=option,
                text=quoted(text),
                least=f"{least:g}",
                most=f"{most:.0f}",
            )
        )
    return number


def _whole(text: str | None, option: str, default: int, *, most: int) -> int:
    """The whole number of an option, at least 1. Raises BadInput."""
    if text is not None and "." in text:
        raise BadInput(say("{option} {text} harus bilangan bulat.", option=option, text=quoted(text)))
    return int(_number(text, option, default, least=1, most=most))


def _as_of(text: str | None, unit: Unit | None) -> date:
    """The day of judging; today at the unit's place. Raises BadInput for a day that cannot be judged."""
    today = datetime.now(UTC).astimezone(zone_of(unit.region_code if unit else "").clock).date()
    if text is None:
        return today
    last = date(today.year + 1, 12, 31)
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
            raise ValueError(text)
        on = date.fromisoformat(text.strip())
    except ValueError:
        fault = say("Tanggal {text} tidak dapat dibaca; tulis seperti 2026-11-22.", text=quoted(text))
        raise BadInput(fault) from None
    if not _FIRST_DAY <= on <= last:
        raise BadInput(
            say(
                "Tanggal {text} di luar jangkauan; pilih antara {first} dan {last}.",
                text=quoted(text),
                first=_FIRST_DAY.isoformat(),
                last=last.isoformat(),
            )
        )
    return on


def _writable(name: str | None) -> Path | None:
    """The file for the report, tried before the visit begins. Raises BadInput."""
    if name is None:
        return None
    path = Path(name)
    was_there = path.exists()
    try:
        with path.open("a", encoding="utf-8"):
            pass
        if not was_there:
            path.unlink()
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or str(fault)
        raise BadInput(say("Berkas {name} tidak dapat ditulis: {why}.", name=quoted(name), why=why)) from None
    return path


def _progress() -> Callable[[int, int], None] | None:
    """Tells on a terminal how far the visit is; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def tell(opened: int, waiting: int) -> None:
        line = say("{opened} dibuka, {named} alamat ditemukan", opened=opened, named=waiting)
        print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)

    return tell


def _failures(report: AuditReport) -> str:
    """Each start address with why it could not be opened."""
    causes = {failure.url.rstrip("/"): CAUSE_WORDS[failure.cause] for failure in report.visit.not_looked}
    gone = {
        dead.url.rstrip("/"): say("jawaban server {status}", status=dead.status)
        for dead in report.visit.dead_links
    }
    reasons = []
    for site in report.visit.sites:
        why = causes.get(site.url.rstrip("/")) or gone.get(site.url.rstrip("/"))
        if why is None and site.could_not_look:
            why = CAUSE_WORDS[site.could_not_look[0].cause]
        reasons.append(f"{site.url} ({why})" if why else site.url)
    return ", ".join(reasons)


def _contact_page() -> str:
    """Where site owners can read who asks: on this installation where it has an address of its own."""
    own = os.environ.get("TERBUKA_URL", "").rstrip("/")
    return f"{own}/robot/" if own.startswith(("http://", "https://")) else CONTACT_PAGE


def _run_audit(
    given: Namespace, unit: Unit | None, as_of: date, archive: Archive | None, interrupted: list[bool]
) -> AuditReport:
    manner = Manner(
        rate=_number(given.rate, "--rate", 1.0, least=0, most=1000),
        private_hosts_allowed=given.allow_private_hosts,
        contact_page=_contact_page(),
    )
    budget = Budget(
        pages=_whole(given.max_pages, "--max-pages", Budget().pages, most=100_000),
        seconds=_number(given.max_seconds, "--max-seconds", Budget().seconds, least=1, most=604_800),
    )
    return audit(
        given.urls,
        unit,
        as_of,
        budget,
        manner=manner,
        archive=archive,
        progress=_progress(),
        interrupted=lambda: interrupted.append(True),
    )


def run(arguments: list[str]) -> int:
    """Audit, print the table, write the JSON. Exit code 1 when no start address could be opened.

    Raises BadInput before anything is asked of a website.
    """
    given = _parser().parse_args(arguments)
    checked_addresses(given.urls, private_hosts_allowed=given.allow_private_hosts)
    unit = unit_named(given.unit) if given.unit is not None else None
    as_of = _as_of(given.as_of, unit)
    path = _writable(given.json)
    archive = Archive(Path(given.archive)) if given.archive is not None else None
    interrupted: list[bool] = []
    try:
        report = _run_audit(given, unit, as_of, archive, interrupted)
    finally:
        if archive is not None:
            archive.close()
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    if path is not None:
        path.write_text(json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(as_table(report))
    if interrupted:
        print(say("Dihentikan; laporan memuat yang sempat dibuka."), file=sys.stderr)
        return 130
    if not any(page.depth == 0 for page in report.visit.pages):
        print(say("Tidak satu pun alamat awal dapat dibuka: {why}.", why=_failures(report)), file=sys.stderr)
        return 1
    return 0
