"""Every sentence of the product and its English: collects them, keeps the catalogue compiled.

Sources are Indonesian (`say`, `gettext` and template tags). `--write` brings
new sentences into `terbuka/locale/en/LC_MESSAGES/django.po` and compiles it;
without it the faults are printed: sentences without English, a stale file.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
PO = ROOT / "terbuka" / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {
    "say": None,
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def _as_program(page: str) -> str:
    """A template's sentences as calls, each line flush left: the reader of programs minds indentation."""
    return "\n".join(line.strip() for line in templatize(page).splitlines())


def _texts() -> list[tuple[str, str]]:
    programs = sorted((ROOT / "terbuka").rglob("*.py"))
    pages = sorted((ROOT / "terbuka" / "templates").rglob("*.html"))
    return [
        *((path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in programs),
        *((path.relative_to(ROOT).as_posix(), _as_program(path.read_text("utf-8"))) for path in pages),
    ]


def collected() -> Catalog:
    """All sentences that stand in code and templates now."""
    catalogue = Catalog(locale="en", project="Terbuka", charset="utf-8", fuzzy=False)
    for name, text in _texts():
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            if message and message != ("", ""):
                catalogue.add(message, context=context, locations=[(name, None)])
    return catalogue


def kept() -> Catalog:
    """The catalogue as it lies in the repository."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as lines:
        return read_po(lines, locale="en")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def faults() -> list[str]:
    """Sentences without English, sentences nobody says any more, a stale compiled file."""
    now, english = collected(), kept()
    found = []
    for message in now:
        if not message.id:
            continue
        mine = english.get(message.id, message.context)
        words = mine.string if mine else ""
        if not (all(words) if isinstance(words, tuple | list) else words):
            found.append(f"no English: {message.id!r} ({message.locations[0][0]})")
    found += [f"no longer said: {m.id!r}" for m in english if m.id and now.get(m.id, m.context) is None]
    if not MO.exists() or MO.read_bytes() != compiled(english):
        found.append("the compiled catalogue is stale: run make messages")
    return found


def write() -> None:
    """Bring new sentences in, drop those no longer said, compile."""
    now, english = collected(), kept()
    for message in now:
        mine = english.get(message.id, message.context) if message.id else None
        if mine:
            message.string = mine.string
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as out:
        write_po(out, now, width=110, sort_output=True, omit_header=False, include_lineno=False)
    MO.write_bytes(compiled(kept()))


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    remaining = faults()
    print("\n".join(remaining) or "Every sentence has its English.")
    sys.exit(1 if remaining else 0)
