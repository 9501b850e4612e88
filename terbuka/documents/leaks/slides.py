"""Looks into slides (PPTX): words, speaker notes, comments, slides that are not shown."""

import re
from typing import Any

from terbuka.documents.leaks.finding import Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.leaks.officeparts import look_into_parts
from terbuka.documents.leaks.packs import Pack, TooLargeError, local, said, too_much
from terbuka.rules.language import say

_SLIDE_NUMBER = re.compile(r"(\d+)\.xml$")


def look_into_slides(body: bytes, gathering: Gathering) -> bool:
    """Whether the slides have words. Raises `BrokenError` or `EncryptedError`."""
    pack = Pack(body, gathering)
    has_words = False
    try:
        look_into_parts(pack, gathering)
        for name in pack.matching(r"ppt/slides/slide\d+\.xml"):
            found = _SLIDE_NUMBER.search(name)
            number = int(found[1]) if found else 0
            tree = pack.tree(name)
            if tree is not None and tree.get("show") == "0":
                gathering.found(
                    Leak.HIDDEN_SHEET, say("salindia {n} disembunyikan", n=number), is_hidden=True
                )
            lines = _slide_lines(tree)
            has_words = has_words or any(line.strip() for line in lines)
            gathering.personal_words("\n".join(lines), say("salindia {n}", n=number))
        for name in pack.matching(r"ppt/notesSlides/notesSlide\d+\.xml"):
            gathering.personal_words(
                "\n".join(_slide_lines(pack.tree(name))), say("catatan pembicara"), is_hidden=True
            )
        words = [
            said(one)
            for name in pack.matching(r"ppt/comments/[^/]+\.xml")
            for one in pack.elements(name, "cm")
        ]
        if words:
            gathering.found(Leak.COMMENT, say("komentar pada salindia"), count=len(words), is_hidden=True)
            gathering.personal_words("\n".join(words), say("komentar pada salindia"), is_hidden=True)
    except TooLargeError:
        too_much(gathering, str(say("salindia")))
    return has_words


def _slide_lines(tree: Any) -> list[str]:
    if tree is None:
        return []
    lines: list[str] = []
    for one in tree.iter():
        if local(one) == "tr":
            lines.append("\t".join(" ".join(said(cell).split()) for cell in one if local(cell) == "tc"))
        elif local(one) == "p" and not any(local(up) == "tr" for up in one.iterancestors()):
            lines.append(said(one))
    return lines
