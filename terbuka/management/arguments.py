"""Command-line arguments whose faults are one clear sentence in the reader's language."""

import argparse
from typing import NoReturn

from terbuka.rules.language import LANGUAGES, language, say
from terbuka.rules.ruling import BadInput

# argparse speaks English; these are its sentences in Indonesian.
_SENTENCES = {
    "usage: ": "Pemakaian: ",
    "positional arguments": "Argumen",
    "options": "Pilihan",
    "show this help message and exit": "tampilkan keterangan ini",
    "expected one argument": "memerlukan satu nilai",
    "expected at least one argument": "memerlukan paling sedikit satu nilai",
    "unrecognized arguments: %s": "argumen tidak dikenal: %s",
    "the following arguments are required: %s": "argumen ini wajib diisi: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r bukan pilihan; pilih %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r tidak dapat dibaca",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
}


def _speak(sentence: str) -> str:
    return _SENTENCES.get(sentence, sentence) if language() == "id" else sentence


# The module-level name is the one hook argparse leaves for its own sentences.
argparse._ = _speak  # type: ignore[attr-defined]


class Parser(argparse.ArgumentParser):
    """An argument parser that raises `BadInput` instead of dumping its usage."""

    def __init__(self, name: str, purpose: str) -> None:
        super().__init__(prog=f"terbuka {name}", description=purpose, allow_abbrev=False)
        self.add_argument("--lang", choices=LANGUAGES, help=str(say("bahasa keluaran")))

    def error(self, message: str) -> NoReturn:
        """Raises BadInput with argparse's message as one sentence."""
        raise BadInput(say("{message}. Keterangan: {name} --help", message=message, name=self.prog))
