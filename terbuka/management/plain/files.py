"""Files that plain commands are given, and those they write: each fault is one sentence."""

from pathlib import Path

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted


def given_file(name: str) -> Path:
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


def write_result(text: str, name: str) -> None:
    """Write a result to the file named, or to standard output for "-". Raises BadInput."""
    if name == "-":
        print(text)
        return
    try:
        Path(name).write_text(f"{text}\n", encoding="utf-8")
    except (OSError, ValueError):
        raise BadInput(say("Hasil tidak dapat ditulis ke {name}.", name=quoted(name))) from None
