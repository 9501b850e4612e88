"""Letters read off pictures by Tesseract, where it is installed; each page by a process stopped in time."""

import contextlib
import csv
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from io import BytesIO, StringIO

from PIL import Image

PROGRAM = "tesseract"
SECONDS = 40.0
LANGUAGES = ("ind", "eng")
# Tesseract's own measure, 0 to 100, below which a word is a guess.
LEAST_SURE = 40.0
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word off a picture: its letters and its place as fractions of the picture."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@cache
def _languages() -> str:
    """The languages that are installed, as the program takes them; "" without the program or a language."""
    place = shutil.which(PROGRAM)
    if place is None:
        return ""
    done = subprocess.run(  # noqa: S603 - the program by its whole path
        [place, "--list-langs"], capture_output=True, timeout=SECONDS, check=False, text=True
    )
    there = set(done.stdout.split())
    return "+".join(code for code in LANGUAGES if code in there)


def is_installed() -> bool:
    """Can letters be read off pictures here?"""
    return bool(_languages())


def read_words(picture: bytes, *, seconds: float = SECONDS) -> list[ReadWord]:
    """The words of a PNG or JPEG; none where the program is absent, fails or takes too long."""
    place = shutil.which(PROGRAM)
    if place is None or not _languages():
        return []
    with contextlib.suppress(subprocess.TimeoutExpired, OSError, ValueError):
        with Image.open(BytesIO(picture)) as shown:
            width, height = shown.size
        done = subprocess.run(  # noqa: S603 - the program by its whole path
            [place, "stdin", "stdout", "-l", _languages(), "--psm", "3", "tsv"],
            input=picture,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
        return _words(done.stdout.decode("utf-8", "replace"), width, height)
    return []


def _words(table: str, width: int, height: int) -> list[ReadWord]:
    words = []
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != _WORD_LEVEL or not text or float(row["conf"]) < LEAST_SURE:
            continue
        left, top = int(row["left"]), int(row["top"])
        right, bottom = left + int(row["width"]), top + int(row["height"])
        words.append(ReadWord(text, left / width, top / height, right / width, bottom / height))
    return words


def text_of(picture: bytes) -> str:
    """The words of a picture on one line."""
    return " ".join(word.text for word in read_words(picture))
