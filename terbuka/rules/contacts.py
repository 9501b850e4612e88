"""How a unit is reached: telephone numbers and web addresses, brought into one form.

Numbers follow ITU-T E.164 with the country code 62, addresses RFC 3986. That
number, holder and hours of the PPID must be known: Perki 1/2021, article 9, and
the access tests, which call the published number.
"""

import ipaddress
import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

LONGEST_ADDRESS = 300
# Cities whose area code has two digits after the zero.
_SHORT_AREAS = ("21", "22", "24", "31", "61")
_SIGNS = re.compile(r"[\s().\-–]")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}\Z")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WITH_PORT = re.compile(r"[^/:]+:\d+(?:/|\Z)")
_EMAIL = re.compile(r"[^\s@,;<>\"()]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\Z", re.IGNORECASE)
HANDLES = {
    "instagram": ("instagram.com", "https://www.instagram.com/{}"),
    "facebook": ("facebook.com", "https://www.facebook.com/{}"),
    "x": ("x.com", "https://x.com/{}"),
    "tiktok": ("tiktok.com", "https://www.tiktok.com/@{}"),
    "youtube": ("youtube.com", "https://www.youtube.com/@{}"),
}
_OTHER_HOSTS = {"x": ("twitter.com",), "facebook": ("fb.com",), "youtube": ("youtu.be",)}
_HANDLE = re.compile(r"@?([A-Za-z0-9._-]{2,60})\Z")


def phone_number(text: str) -> str:
    """An Indonesian number as +62...; empty for nothing. Raises BadInput with what is wrong."""
    digits = _SIGNS.sub("", text.strip())
    if not digits:
        return ""
    if not re.fullmatch(r"\+?\d+", digits):
        raise BadInput(say("Tulis satu nomor saja, hanya angka; misalnya 0812-3456-7890."))
    if digits.startswith("+") and not digits.startswith("+62"):
        raise BadInput(say("Nomor ini bukan nomor Indonesia; mulai dengan 0 atau +62."))
    national = re.sub(r"\A(?:\+?62|0)0?", "", digits) if re.match(r"\+|62|0", digits) else ""
    if not national:
        raise BadInput(say("Nomor dimulai dengan 0 atau +62, lengkap dengan kode wilayahnya."))
    lowest = 9 if national.startswith("8") else 7
    if len(national) < lowest:
        raise BadInput(say("Nomor ini terlalu pendek; periksa angkanya."))
    if len(national) > 12:
        raise BadInput(say("Nomor ini terlalu panjang; periksa angkanya."))
    return f"+62{national}"


def spoken_number(number: str) -> str:
    """A kept number as people in the country write it: 0812-3456-7890, 0321-861234."""
    if not number.startswith("+62"):
        return number
    national = number[3:]
    if national.startswith("8"):
        parts = ("0" + national[:3], national[3:7], national[7:])
        return "-".join(part for part in parts if part)
    area = 2 if national.startswith(_SHORT_AREAS) else 3
    return f"0{national[:area]}-{national[area:]}"


def whatsapp_link(number: str, text: str = "") -> str:
    """The address that opens a chat with a kept number, `text` ready to send; empty where there is none.

    Source: WhatsApp, "How to use click to chat": digits alone, with the country code, without zeros.
    """
    if not re.fullmatch(r"\+62[1-9]\d{6,11}", number):
        return ""
    said = f"?text={quote(text, safe='')}" if text else ""
    return f"https://wa.me/{number[1:]}{said}"


def email_address(text: str) -> str:
    """An e-mail address, lower case; empty for nothing. Raises BadInput."""
    address = text.strip().lower()
    if address and (len(address) > 254 or not _EMAIL.match(address)):
        raise BadInput(say("Alamat surel ini belum benar; misalnya ppid@kab-contoh.kpu.go.id."))
    return address


def web_address(text: str) -> str:
    """An http(s) address in one form: https where none is named, host in lower case, no fragment.

    Empty for nothing. Raises BadInput.
    """
    wish = text.strip()
    if not wish:
        return ""
    if len(wish) > LONGEST_ADDRESS or re.search(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]", wish):
        raise BadInput(
            say(
                "Alamat ini memuat spasi atau tanda yang tidak boleh ada dalam alamat; salin dari"
                " bilah alamat peramban."
            )
        )
    if not _SCHEME.match(wish) or _WITH_PORT.match(wish):
        wish = f"https://{wish}"
    try:
        parts = urlsplit(wish)
        port = parts.port
    except ValueError:
        raise BadInput(_unreadable()) from None
    if parts.scheme not in ("http", "https"):
        raise BadInput(say("Alamat harus dimulai dengan https:// atau http://."))
    if parts.username or parts.password:
        raise BadInput(say("Alamat tidak boleh memuat nama pengguna dan kata sandi (bagian sebelum @)."))
    host = _host(parts)
    is_usual = port in (None, 443 if parts.scheme == "https" else 80)
    place = host if is_usual else f"{host}:{port}"
    return urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))


def _unreadable() -> Phrase:
    return say("Alamat ini belum lengkap; misalnya https://kab-contoh.kpu.go.id.")


def _host(parts: SplitResult) -> str:
    """The host in lower case. Raises BadInput where the public cannot reach it."""
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        if host != "localhost" and not _HOST.match(host):
            raise BadInput(_unreadable()) from None
        return host
    # This computer itself stays possible: an installation is tried out there.
    if not number.is_loopback and not number.is_global:
        raise BadInput(say("Alamat ini hanya ada di jaringan kantor; publik tidak dapat membukanya."))
    return f"[{host}]" if number.version == 6 else host


def same_place(one: str, other: str) -> bool:
    """Do two addresses name one website, apart from scheme, www and the last slash?"""
    return _place(one) == _place(other)


def _place(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query


def social_address(network: str, text: str) -> str:
    """The address of an account in a social network, from its address or its @name. Raises BadInput."""
    wish = text.strip()
    host, shape = HANDLES[network]
    name = _HANDLE.match(wish)
    if name and host not in wish.lower():
        return shape.format(name[1])
    address = web_address(wish)
    mine = urlsplit(address).hostname or ""
    if address and not any(
        mine == one or mine.endswith(f".{one}") for one in (host, *_OTHER_HOSTS.get(network, ()))
    ):
        raise BadInput(say("Alamat ini bukan milik {host}; tulis alamatnya, atau @nama akunnya.", host=host))
    return address
