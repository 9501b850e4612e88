"""Which address is a film on a platform that people know, and which film it is.

Addresses are split by RFC 3986; the shapes of paths are those that the platforms
themselves hand out under "share". Whether the film is there is not asked here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

LONGEST_ADDRESS = 2_000


class Platform(StrEnum):
    """Where films are shown."""

    YOUTUBE = "youtube"
    VIMEO = "vimeo"
    TIKTOK = "tiktok"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    DRIVE = "drive"

    @property
    def called(self) -> str:
        """Its name, as it writes itself."""
        return _TITLES[self]


_TITLES = {
    Platform.YOUTUBE: "YouTube",
    Platform.VIMEO: "Vimeo",
    Platform.TIKTOK: "TikTok",
    Platform.INSTAGRAM: "Instagram",
    Platform.FACEBOOK: "Facebook",
    Platform.DRIVE: "Google Drive",
}


@dataclass(frozen=True, slots=True)
class Film:
    """A film on a platform: `id` tells it from others, `url` is its one address without trackers.

    `is_short` marks an address that only leads to the film; which film it is, is told by following it.
    """

    platform: Platform
    id: str
    url: str
    is_short: bool = False


def film_at(address: str) -> Film | None:
    """The film that an address names; None for a channel, a profile, a list, another site or no address."""
    parts = _split(address)
    if parts is None:
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("web.")
    reader = _READERS.get(host)
    return reader(parts) if reader else None


def film(address: str) -> Film:
    """The same. Raises BadInput, saying what to paste, where the address names no film."""
    found = film_at(address)
    if found is None:
        raise BadInput(_ADVICE)
    return found


_ADVICE: Phrase = say(
    "Ini bukan alamat satu video. Buka videonya di YouTube, Vimeo, TikTok, Instagram, Facebook,"
    " atau Google Drive, pilih Bagikan, lalu tempelkan alamatnya."
)


def _split(address: str) -> SplitResult | None:
    address = address.strip()
    if not address or len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        return None
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    is_plain = parts.username is None and parts.password is None and port in (None, 80, 443)
    return parts if parts.scheme.lower() in ("http", "https") and is_plain else None


def _asked(parts: SplitResult, name: str) -> str:
    try:
        return parse_qs(parts.query, max_num_fields=50).get(name, [""])[0]
    except ValueError:
        return ""


def _youtube(parts: SplitResult) -> Film | None:
    found = re.fullmatch(r"/(?:shorts|live|embed|v)/([\w-]{11})/?", parts.path)
    name = found[1] if found else _asked(parts, "v") if parts.path.rstrip("/") == "/watch" else ""
    return _youtube_film(name)


def _youtube_short(parts: SplitResult) -> Film | None:
    return _youtube_film(parts.path.strip("/"))


def _youtube_film(name: str) -> Film | None:
    if not re.fullmatch(r"[A-Za-z0-9_-]{11}", name):
        return None
    return Film(Platform.YOUTUBE, name, f"https://www.youtube.com/watch?v={name}")


def _vimeo(parts: SplitResult) -> Film | None:
    found = re.fullmatch(
        r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?([0-9]{5,12})(?:/([0-9a-f]{6,20}))?/?",
        parts.path,
    )
    if not found:
        return None
    # A film that is not listed opens only with its second part.
    secret = found[2] or (_asked(parts, "h") if re.fullmatch(r"[0-9a-f]{6,20}", _asked(parts, "h")) else "")
    return Film(Platform.VIMEO, found[1], f"https://vimeo.com/{found[1]}" + (f"/{secret}" if secret else ""))


def _tiktok(parts: SplitResult) -> Film | None:
    found = re.fullmatch(r"/@([\w.-]{1,40})/(video|photo)/([0-9]{10,24})/?", parts.path)
    if found and found[2] == "video":
        return Film(Platform.TIKTOK, found[3], f"https://www.tiktok.com/@{found[1]}/video/{found[3]}")
    short = re.fullmatch(r"/t/([A-Za-z0-9]{5,20})/?", parts.path)
    return Film(Platform.TIKTOK, short[1], f"https://www.tiktok.com/t/{short[1]}/", True) if short else None


def _tiktok_short(parts: SplitResult) -> Film | None:
    found = re.fullmatch(r"/([A-Za-z0-9]{5,20})/?", parts.path)
    if not found:
        return None
    return Film(Platform.TIKTOK, found[1], f"https://{parts.hostname}/{found[1]}/", True)


def _instagram(parts: SplitResult) -> Film | None:
    found = re.fullmatch(r"/(?:[\w.]{1,30}/)?(reel|reels|p|tv)/([A-Za-z0-9_-]{5,40})/?", parts.path)
    if not found or found[2] == "audio":
        return None
    kind = "reel" if found[1] == "reels" else found[1]
    return Film(Platform.INSTAGRAM, found[2], f"https://www.instagram.com/{kind}/{found[2]}/")


def _facebook(parts: SplitResult) -> Film | None:
    found = re.fullmatch(
        r"/(?:[\w.-]{1,80}/)?(?:videos|reel)/(?:[\w.%-]{1,200}/)?([0-9]{6,24})/?", parts.path
    )
    name = found[1] if found else ""
    if not name and parts.path.rstrip("/") in ("/watch", "/video.php", "/watch/live"):
        name = _asked(parts, "v")
    if re.fullmatch(r"[0-9]{6,24}", name):
        return Film(Platform.FACEBOOK, name, f"https://www.facebook.com/watch/?v={name}")
    short = re.fullmatch(r"/share/[vr]/([A-Za-z0-9]{5,30})/?", parts.path)
    return Film(Platform.FACEBOOK, short[1], f"https://www.facebook.com{parts.path}", True) if short else None


def _facebook_short(parts: SplitResult) -> Film | None:
    found = re.fullmatch(r"/([A-Za-z0-9_-]{5,30})/?", parts.path)
    return Film(Platform.FACEBOOK, found[1], f"https://fb.watch/{found[1]}/", True) if found else None


def _drive(parts: SplitResult) -> Film | None:
    found = re.fullmatch(r"/file/(?:u/[0-9]/)?d/([\w-]{20,80})(?:/(?:view|preview|edit))?/?", parts.path)
    name = found[1] if found else _asked(parts, "id") if parts.path in ("/open", "/uc") else ""
    if not re.fullmatch(r"[A-Za-z0-9_-]{20,80}", name):
        return None
    return Film(Platform.DRIVE, name, f"https://drive.google.com/file/d/{quote(name)}/view")


_READERS: dict[str, Callable[[SplitResult], Film | None]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "music.youtube.com": _youtube,
    "youtu.be": _youtube_short,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "tiktok.com": _tiktok,
    "vm.tiktok.com": _tiktok_short,
    "vt.tiktok.com": _tiktok_short,
    "instagram.com": _instagram,
    "facebook.com": _facebook,
    "fb.watch": _facebook_short,
    "drive.google.com": _drive,
}
