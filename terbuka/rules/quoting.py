"""What is new in an answer: its text without the letters it quotes and without the signature.

The whole text is kept beside it, so that a wrong cut hides and never loses. Where
somebody answers between the quoted lines nothing is cut. Source: RFC 3676 (signature
line, quoting), and what common programs write, in Indonesian and English.
"""

import re

_MARKS = (
    # "On Mon, 3 Nov 2026 at 10:11, Ani <ani@...> wrote:", also over two lines.
    re.compile(r"^(?:On|Pada)\b[^\n]{4,200}(?:\n[^\n]{0,200})?(?:wrote|menulis)\s*:[ \t]*$", re.MULTILINE),
    re.compile(
        r"^[ \t]*-{2,} ?(?:Original (?:Message|Appointment)|Pesan Asli|Surat Asli) ?-{2,}", re.M | re.I
    ),
    re.compile(
        r"^(?:_{10,}[ \t]*\n{1,3})?\*?(?:From|Dari)\*? ?: ?[^\n]+\n"
        r"(?:\*?(?:Sent|Date|Dikirim|Terkirim|Tanggal)\*? ?: ?[^\n]+\n)"
        r"(?:\*?(?:To|Kepada|Ke|Cc|Subject|Subjek|Perihal)\*? ?:)",
        re.MULTILINE,
    ),
)
_SIGNATURE = re.compile(r"^-- ?\n", re.MULTILINE)
_PHONE = re.compile(
    r"\n{1,3}[ \t]*(?:Sent from (?:my |Yahoo|Mail|Outlook)|Dikirim dari|Terkirim dari|Kirim dari|"
    r"Get Outlook for|Dapatkan Outlook)[^\n]{0,120}\s*$",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE = 15
_QUOTED = re.compile(r"^[ \t]*>")


def fresh_part(text: str) -> str:
    """`text` without trailing quotes and signature; all of it where nothing would be left."""
    cut = text.strip()
    for _twice in range(2):  # A signature stands below the quotes or above them.
        cut = _PHONE.sub("", _without_signature(cut))
        cut = _without_quotes(cut).strip()
    return cut or text.strip()


def _without_quotes(text: str) -> str:
    found = [match.start() for mark in _MARKS if (match := mark.search(text))]
    if found:
        start = min(found)
        if not _answers_within(text[start:]):
            text = text[:start]
    lines = text.rstrip().split("\n")
    last = len(lines)
    while last and (_QUOTED.match(lines[last - 1]) or not lines[last - 1].strip()):
        last -= 1
    return "\n".join(lines[:last])


def _answers_within(tail: str) -> bool:
    """Does somebody write on after the first quoted line, so that the rest is no mere history?"""
    lines = [line for line in tail.split("\n") if line.strip()]
    quoted = [place for place, line in enumerate(lines) if _QUOTED.match(line)]
    if not quoted:
        return False
    return any(not _QUOTED.match(line) for line in lines[quoted[0] :])


def _without_signature(text: str) -> str:
    marks = list(_SIGNATURE.finditer(text))
    if not marks or text[marks[-1].end() :].count("\n") > _LONGEST_SIGNATURE:
        return text
    return text[: marks[-1].start()]
