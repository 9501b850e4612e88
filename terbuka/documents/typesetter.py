"""The program that sets one paper: the wish as JSON on standard input, the PDF or PNG on standard output.

Run by `typesetting`, never imported: the library keeps threads that do not
survive the birth of a server's workers, and memory that is given back only
when a process ends.
"""

import json
import sys
from typing import Any

import typst

# To be kept, and to be heard. Both refuse a sign that no font at hand has; then the paper is only tagged.
KINDS: tuple[list[Any], ...] = (["a-2a", "ua-1"], [])


def _set(wish: dict[str, Any], kinds: list[Any]) -> bytes:
    made: bytes = typst.compile(
        wish["paper"],
        root=wish["root"],
        font_paths=[wish["fonts"]],
        ignore_system_fonts=True,
        sys_inputs={"data": wish["data"]},
        pdf_standards=kinds,
        timestamp=wish["at"],
    )
    return made


def _drawn(wish: dict[str, Any]) -> bytes:
    picture: bytes = typst.compile(
        wish["paper"],
        root=wish["root"],
        font_paths=[wish["fonts"]],
        ignore_system_fonts=True,
        sys_inputs={"data": wish["data"]},
        format="png",
        ppi=72,
    )
    return picture


def main() -> int:
    """1 with the typesetter's complaint on standard error, where the paper cannot be set."""
    wish, complaint = json.load(sys.stdin), ""
    for kinds in KINDS[-1:] if wish.get("picture") else KINDS:
        try:
            made = _drawn(wish) if wish.get("picture") else _set(wish, kinds)
        except typst.TypstError as fault:
            complaint = fault.diagnostic or str(fault)
        else:
            sys.stdout.buffer.write(made)
            return 0
    sys.stderr.write(complaint)
    return 1


if __name__ == "__main__":
    sys.exit(main())
