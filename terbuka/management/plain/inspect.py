"""`terbuka inspect FILE...`: what the leak guard sees in files before they are published."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

from terbuka.documents.leaks.finding import Finding, Hint, Inspection
from terbuka.documents.leaks.inspecting import inspect
from terbuka.management.arguments import Parser
from terbuka.management.plain.files import given_file, write_result
from terbuka.rules.guarding import KIND_WORDS
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted


def _parser() -> Parser:
    parser = Parser(
        "inspect", str(say("Memeriksa berkas sebelum diumumkan: data pribadi dan isi tersembunyi."))
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help=str(say("berkas yang diperiksa")))
    parser.add_argument("--json", metavar="OUT", help=str(say("berkas hasil JSON; - untuk ke layar")))
    return parser


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "page": one.page,
        "count": one.count,
        "where": str(one.where),
        "excerpt": one.excerpt,
    }


def _hint(one: Hint) -> dict[str, Any]:
    return {"kind": one.kind.value, "page": one.page, "count": one.count, "where": str(one.where)}


def as_json(inspection: Inspection) -> dict[str, Any]:
    """One file in the form of the contract; `hints` stand beside the findings."""
    return {
        "file": inspection.file,
        "opens": inspection.opens,
        "text_layer": inspection.text_layer,
        "findings": [_finding(one) for one in inspection.findings],
        "hints": [_hint(one) for one in inspection.hints],
    }


def _print(inspection: Inspection) -> None:
    print(inspection.file)
    if inspection.is_clean:
        print(f"  {say('Tidak ada temuan.')}")
    rows = [
        (str(KIND_WORDS[one.kind]), str(one.count), one.excerpt, str(one.where))
        for one in inspection.findings
    ]
    rows += [(str(KIND_WORDS[one.kind]), str(one.count), "", str(one.where)) for one in inspection.hints]
    if inspection.opens and not inspection.findings and not inspection.is_whole:
        print(f"  {say('Tidak ada temuan pada bagian yang diperiksa; bagian lain belum diperiksa.')}")
    width = max((len(row[0]) for row in rows), default=0)
    shown = max((len(row[2]) for row in rows), default=0)
    for kind, count, excerpt, where in rows:
        print(f"  {kind:<{width}}  {count:>5}  {excerpt:<{shown}}  {where}".rstrip())


def run(arguments: list[str]) -> int:
    """Inspect files and print a table, or write JSON. Raises BadInput."""
    given = _parser().parse_args(arguments)
    paths = [given_file(name) for name in given.files]
    today = datetime.now(UTC).astimezone().date()
    told = []
    for number, (name, path) in enumerate(zip(given.files, paths, strict=True), 1):
        if sys.stderr.isatty() and len(paths) > 1:
            print(f"{number}/{len(paths)} {quoted(name)}", file=sys.stderr)
        try:
            inspection = inspect(path, name=name, on=today)
        except OSError:
            raise BadInput(say("Berkas {name} tidak dapat dibuka.", name=quoted(name))) from None
        told.append(as_json(inspection))
        if given.json is None:
            _print(inspection)
    if given.json is not None:
        write_result(json.dumps(told, ensure_ascii=False, indent=1), given.json)
    return 0
