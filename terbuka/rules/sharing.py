"""What a unit writes when it shares a publication: a ready text for each network, and whether it fits.

Source: the limits of the networks themselves: X, "Counting characters" (280, a link
counts 23, signs outside the Latin ranges two); Instagram, "Create a caption" (2,200).
Facebook and WhatsApp take far more than anybody reads, so a shorter bound of ours holds.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from terbuka.rules.language import Phrase, say


class Network(StrEnum):
    """Where a publication is shared."""

    WHATSAPP = "whatsapp"
    INSTAGRAM = "instagram"
    X = "x"
    FACEBOOK = "facebook"


LONGEST = {Network.WHATSAPP: 1_000, Network.INSTAGRAM: 2_200, Network.X: 280, Network.FACEBOOK: 1_000}
_LINK = re.compile(r"https?://[^\s]+")
_LINK_WEIGHT = 23
# Code points that X counts as one; all others count as two.
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_SUMMARY, _SHORT_SUMMARY = 400, 160


@dataclass(frozen=True, slots=True)
class Shared:
    """What the texts tell: title and summary as published, the unit by its short name, its public link.

    `tag` is a word for the hashtag, "KPUJombang".
    """

    title: str
    summary: str
    unit: str
    link: str
    tag: str


def weight(text: str, network: Network) -> int:
    """How long a text is as the network counts it."""
    if network is not Network.X:
        return len(text)
    words = _LINK.sub("", text)
    heavy = sum(not any(first <= ord(sign) <= last for first, last in _LIGHT) for sign in words)
    return len(words) + heavy + _LINK_WEIGHT * len(_LINK.findall(text))


def too_long(text: str, network: Network) -> Phrase | None:
    """Why a text does not fit; None where it does."""
    over = weight(text, network) - LONGEST[network]
    return say("Terlalu panjang: buang {n} huruf lagi.", n=over) if over > 0 else None


def cut(text: str, most: int) -> str:
    """The text, or its beginning up to a word and an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-–") + "…"


def tag_of(unit: str) -> str:
    """KPUKabJombang of "KPU Kab. Jombang"."""
    return "".join(re.findall(r"[A-Za-z0-9]+", unit))


def share_text(shared: Shared, network: Network) -> str:
    """The ready text; it always fits."""
    if network is Network.X:
        return _post(shared)
    summary = cut(shared.summary, _SUMMARY)
    if network is Network.WHATSAPP:
        parts = [f"*{shared.title}*", summary, f"Baca dan unduh: {shared.link}", shared.unit]
    elif network is Network.INSTAGRAM:
        where = f"Baca dan unduh di {shared.link} (salin ke peramban, atau pindai kode pada gambar)."
        parts = [shared.title, summary, where, f"#InformasiPublik #{shared.tag}"]
    else:
        parts = [shared.title, cut(shared.summary, _SHORT_SUMMARY), f"{shared.unit}: {shared.link}"]
    return "\n\n".join(part for part in parts if part)


def _post(shared: Shared) -> str:
    """Title, unit and link within 280; the title is cut first."""
    end = f"\n{shared.unit} {shared.link}"
    title = cut(shared.title, LONGEST[Network.X])
    while title and weight(title + end, Network.X) > LONGEST[Network.X]:
        title = cut(title, len(title) - 10)
    return title + end


def share_address(network: Network, text: str, link: str) -> str:
    """The address that opens the network with the text ready; empty for Instagram, which has none."""
    said = quote(text, safe="")
    if network is Network.WHATSAPP:
        return f"https://wa.me/?text={said}"
    if network is Network.X:
        return f"https://x.com/intent/post?text={said}"
    if network is Network.FACEBOOK:
        return f"https://www.facebook.com/sharer/sharer.php?u={quote(link, safe='')}"
    return ""
