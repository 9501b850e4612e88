"""How much files may ask of this machine: bounds that an installation sets by its environment.

TERBUKA_FILE_SECONDS  seconds that one piece of work on a file may take (90)
TERBUKA_FILE_MEMORY   megabytes of memory that it may take (1500)
TERBUKA_FILE_PAGES    pages that a PDF may have (2000)
TERBUKA_FILE_PIXELS   millions of dots that a picture may have (50)
TERBUKA_FILE_UNPACKED megabytes of words that an Office file may unpack to (40)
TERBUKA_TABLE_ROWS    rows that a table to be loaded may have (50000)
TERBUKA_ZIP_FILES     files that a ZIP may hold (500)
"""

import os
from dataclasses import dataclass

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds in force; `pixels` and `unpacked` are counted in ones, as they are used."""

    seconds: int
    megabytes: int
    pages: int
    pixels: int
    unpacked: int
    rows: int
    members: int


def number(name: str, default: int, *, least: int, most: int) -> int:
    """The whole number in variable `name`, from `least` to `most`. Raises BadInput."""
    value = os.environ.get(name) or str(default)
    if not (value.isdecimal() and len(value) < 19 and least <= int(value) <= most):
        raise BadInput(
            say(
                "{name} berisi {value}; isi dengan bilangan bulat dari {least} sampai {most}.",
                name=name,
                value=value,
                least=least,
                most=most,
            )
        )
    return int(value)


def read() -> Bounds:
    """The bounds as the environment says now. Raises BadInput."""
    return Bounds(
        # One act of a worker is several pieces of work and ends after fifteen minutes.
        seconds=number("TERBUKA_FILE_SECONDS", 90, least=5, most=180),
        megabytes=number("TERBUKA_FILE_MEMORY", 1_500, least=600, most=16_000),
        pages=number("TERBUKA_FILE_PAGES", 2_000, least=1, most=20_000),
        pixels=1_000_000 * number("TERBUKA_FILE_PIXELS", 50, least=1, most=200),
        unpacked=1_000_000 * number("TERBUKA_FILE_UNPACKED", 40, least=1, most=500),
        rows=number("TERBUKA_TABLE_ROWS", 50_000, least=1, most=1_000_000),
        members=number("TERBUKA_ZIP_FILES", 500, least=1, most=5_000),
    )


BOUNDS = read()
