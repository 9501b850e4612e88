"""`terbuka inspect FILE...`: what the leak guard sees in files before they are published."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from terbuka.documents.leaks.finding import Finding, Hint, Inspection
from terbuka.documents.leaks.inspecting import inspect
from terbuka.management.arguments import Parser
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted

KIND_NAMES: dict[str, Phrase] = {
    "nik": say("NIK"),
    "kk": say("nomor KK"),
    "npwp": say("NPWP"),
    "passport": say("nomor paspor"),
    "phone": say("nomor telepon perorangan"),
    "email": say("surel perorangan"),
    "bank_account": say("nomor rekening"),
    "address": say("alamat rumah"),
    "hidden_sheet": say("lembar tersembunyi"),
    "hidden_rows": say("baris tersembunyi"),
    "hidden_columns": say("kolom tersembunyi"),
    "pivot_cache": say("salinan data tabel pivot"),
    "comment": say("komentar"),
    "tracked_change": say("perubahan terlacak"),
    "text_under_box": say("teks di bawah kotak penutup"),
    "white_text": say("teks yang tidak tampak"),
    "attachment": say("lampiran di dalam berkas"),
    "javascript": say("skrip atau perintah"),
    "macro": say("makro"),
    "exif_place": say("tempat pengambilan foto"),
    "metadata": say("nama orang pada properti"),
    "encrypted": say("terkunci kata sandi"),
    "broken": say("rusak"),
    "wrong_type": say("jenis berkas menyesatkan"),
}
HINT_NAMES: dict[str, Phrase] = {
    "minor": say("mungkin data anak"),
    "signature": say("mungkin tanda tangan"),
    "not_read": say("tidak diperiksa"),
    "external_link": say("tautan ke berkas lain"),
}


def _parser() -> Parser:
    parser = Parser(
        "inspect", str(say("Memeriksa berkas sebelum diumumkan: data pribadi dan isi tersembunyi."))
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help=str(say("berkas yang diperiksa")))
    parser.add_argument("--json", metavar="OUT", help=str(say("berkas hasil JSON; - untuk ke layar")))
    return parser


def _checked(name: str) -> Path:
    """The path of a file that can be read. Raises BadInput."""
    path = Path(name)
    try:
        if path.is_dir():
            raise BadInput(say("{name} adalah folder; sebutkan berkasnya.", name=quoted(name)))
        if not path.exists():
            raise BadInput(say("Berkas {name} tidak ada.", name=quoted(name)))
        if not path.is_file():
            raise BadInput(say("{name} bukan berkas biasa.", name=quoted(name)))
        with path.open("rb"):
            return path
    except (OSError, ValueError):
        raise BadInput(say("Berkas {name} tidak dapat dibuka.", name=quoted(name))) from None


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
        (str(KIND_NAMES[one.kind]), str(one.count), one.excerpt, str(one.where))
        for one in inspection.findings
    ]
    rows += [(str(HINT_NAMES[one.kind]), str(one.count), "", str(one.where)) for one in inspection.hints]
    if inspection.opens and not inspection.findings and not inspection.is_whole:
        print(f"  {say('Tidak ada temuan pada bagian yang diperiksa; bagian lain belum diperiksa.')}")
    width = max((len(row[0]) for row in rows), default=0)
    shown = max((len(row[2]) for row in rows), default=0)
    for kind, count, excerpt, where in rows:
        print(f"  {kind:<{width}}  {count:>5}  {excerpt:<{shown}}  {where}".rstrip())


def run(arguments: list[str]) -> int:
    """Inspect files and print a table, or write JSON. Raises BadInput."""
    given = _parser().parse_args(arguments)
    paths = [_checked(name) for name in given.files]
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
        _write(json.dumps(told, ensure_ascii=False, indent=1), given.json)
    return 0


def _write(text: str, name: str) -> None:
    if name == "-":
        print(text)
        return
    try:
        Path(name).write_text(f"{text}\n", encoding="utf-8")
    except (OSError, ValueError):
        raise BadInput(say("Hasil tidak dapat ditulis ke {name}.", name=quoted(name))) from None
