"""Every sentence of the product and its English: collects them, keeps the catalogue compiled.

Sources are Indonesian (`say`, `gettext` and template tags). `--write` brings
new sentences into `terbuka/locale/en/LC_MESSAGES/django.po` and compiles it;
without it the faults are printed: sentences without English, English that is
wrong for one of a thing or cannot be filled, a stale file.
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from terbuka.rules.language import Values, filled

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
# A form chosen by a number, as terbuka/rules/language.py has it, and a number with what is said next.
_FORM = re.compile(r"%\(\w+:[^)]*\)s|\{\w+:(?:[^{}]|\{\w+\})*\}")
_COUNT = re.compile(r"(?:%\((\w+)\)[sd]|\{(\w+)\})(?:</\w+>)?((?: [A-Za-z-]+){1,3})")
_NAME = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
# Values that name something and count nothing.
_NAMING = {"after", "before", "consideration", "first", "folder", "key", "mark", "name", "needed"} | {
    "reason",
    "role",
    "round",
    "slug",
    "title",
    "unit",
    "url",
    "who",
    "year",
}
# Words in s that are no plural, and words that end the reach of a number.
_SINGULAR = {"address", "as", "does", "has", "holds", "is", "its", "this", "was"}
_ENDING = {"by", "for", "from", "in", "of", "on", "that", "to", "with"}
# Verbs as they follow many.
_OF_MANY = {"are", "do", "have", "need", "wait", "were"}


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


def wrong_for_one(english: str) -> bool:
    """Does a number stand before a plural with no form for one: "{n} units", "%(n)s need you"?"""
    for counted in _COUNT.finditer(_FORM.sub("#", english)):
        if (counted[1] or counted[2]) in _NAMING:
            continue
        for word in counted[3].split():
            if word in _ENDING:
                break
            if word in _OF_MANY or (re.search(r"[^s]s$", word) and word not in _SINGULAR):
                return True
    return False


def unfillable(source: str, english: str) -> bool:
    """Would showing the English with the values of its source break?"""
    values: dict[str, object] = {a or b: 1 for a, b in _NAME.findall(source)}
    try:
        english % Values(values) if "%(" in source else filled(english, values)
    except (KeyError, ValueError, TypeError, IndexError):
        return bool(values)
    return False


def faults() -> list[str]:
    """No or unfit English, sentences nobody says any more, a stale compiled file."""
    now, english = collected(), kept()
    found = []
    for message in now:
        if not message.id:
            continue
        mine = english.get(message.id, message.context)
        words = mine.string if mine else ""
        if not (all(words) if isinstance(words, tuple | list) else words):
            found.append(f"no English: {message.id!r} ({message.locations[0][0]})")
    spoken = [
        (m.id, m.string) for m in english if isinstance(m.id, str) and isinstance(m.string, str) and m.id
    ]
    found += [
        f"wrong for 1, write {{n:unit|units}}: {words!r}" for _, words in spoken if wrong_for_one(words)
    ]
    found += [f"cannot be filled: {words!r}" for source, words in spoken if unfillable(source, words)]
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
