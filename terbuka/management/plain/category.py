"""`terbuka category SCORE --scale KEY`: the category of a score, exactly at the bounds."""

import re

from terbuka.management.arguments import Parser
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.scoring import (
    WITHOUT_SCORE,
    BandScale,
    category_of,
    next_band,
    parse_score,
    scale,
    scales,
    shown,
)

# What argparse would take for an option although it is a (refused) score: -5, -1e400, -inf, -nan.
_NEGATIVE = re.compile(r"-(?:[0-9.,]|inf|nan).*", re.IGNORECASE | re.DOTALL)


def _parser() -> Parser:
    parser = Parser("category", str(say("Kategori dari sebuah nilai, menurut skala penilainya.")))
    parser.add_argument(
        "score", nargs="?", metavar="SCORE", help=str(say("nilai dari 0 sampai 100, misalnya 87,5"))
    )
    parser.add_argument("--scale", metavar="KEY", help=str(say("skala: {known}", known=", ".join(scales()))))
    parser.add_argument("--list", action="store_true", help=str(say("tampilkan semua skala")))
    return parser


def _bounds(one: BandScale) -> str:
    return "; ".join(f"{band.category} >= {shown(band.lower)}" for band in one.bands)


def _overview() -> str:
    lines = [f"{one.key:<16} {one.title}\n{'':<16} {_bounds(one)}" for one in scales().values()]
    closing = say("Hasil tanpa nilai: {names}", names=", ".join(WITHOUT_SCORE))
    return "\n".join([*lines, str(closing)])


def run(arguments: list[str]) -> int:
    """Print the category alone on the first line, or all scales. Raises BadInput."""
    # A leading space makes argparse leave the value to us; our own sentence then names the fault.
    given = _parser().parse_args([f" {word}" if _NEGATIVE.fullmatch(word) else word for word in arguments])
    if given.list:
        print(_overview())
        return 0
    if given.score is None:
        raise BadInput(say("Tulis nilainya, misalnya: terbuka category 87,5 --scale ki-2022."))
    if given.scale is None:
        raise BadInput(say("Sebutkan skalanya dengan --scale; pilih {known}.", known=", ".join(scales())))
    one = scale(given.scale)
    score = parse_score(given.score)
    print(category_of(score, one))
    print(say("Nilai {score} pada skala {title}", score=shown(score), title=one.title))
    above = next_band(score, one)
    if above:
        print(
            say("Menuju {category}: batas bawah {lower}", category=above.category, lower=shown(above.lower))
        )
    return 0
