"""Addresses of the web: one spelling for each, whose site they belong to, which are worth opening."""

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlsplit

LONGEST = 2000
DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that name a visitor or a campaign, never the content.
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|phpsessid|jsessionid|ci_session"
    r"|aspsessionid\w*|sessionid|session_id|replytocom|_token|csrf_token)$",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";(jsessionid|phpsessid)=[^/?#]*", re.IGNORECASE)
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_BROWSER_STRIPS = {ord(sign): None for sign in "\t\r\n"}
_INDEX_FILE = re.compile(r"/(?:index|default|home)\.(?:php|html?|aspx?|jsp)$", re.IGNORECASE)

# Second levels under which names are registered: kpu.go.id is one registration, go.id is none.
_SECOND_LEVELS = frozenset(
    {"ac", "biz", "co", "com", "desa", "edu", "go", "gob", "gov", "mil", "my", "ne", "net", "or", "org"}
    | {"ponpes", "sch", "web"}
)
# Hosts that carry the pages of many owners: only what lies under the start path is the unit's.
_SHARED = frozenset(
    {"sites.google.com", "drive.google.com", "docs.google.com", "www.facebook.com", "facebook.com"}
    | {"www.instagram.com", "instagram.com", "medium.com", "linktr.ee", "archive.org", "web.archive.org"}
)


@lru_cache(maxsize=1 << 15)
def normalise(url: str) -> str:
    """The one spelling of an absolute web address, "" where it is none that we open.

    Host in lower case and ASCII (IDN), default port, fragment, session and
    tracking parameters away, `.` and `..` resolved, double slashes made one,
    percent-encoding in upper case and only where needed. Addresses with a user
    name, of another scheme, or longer than 2,000 signs give "".
    """
    url = url.strip().translate(_BROWSER_STRIPS)
    if len(url) > LONGEST:
        return ""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        return ""
    if scheme not in DEFAULT_PORTS or not host or "@" in parts.netloc:
        return ""
    host = _host(host)
    if not host:
        return ""
    place = host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    query = _query(parts.query)
    return f"{scheme}://{place}{_path(parts.path)}{'?' + query if query else ''}"


def _host(host: str) -> str:
    """Lower case, ASCII, without a closing dot; IPv6 in brackets; "" where it is no host name."""
    host = host.lower().rstrip(".")
    if ":" in host:
        try:
            return f"[{ipaddress.IPv6Address(host)}]"
        except ValueError:
            return ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    well_formed = re.fullmatch(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*", host) and len(host) <= 253
    return host if well_formed else ""


def _encode(text: str, kept: str) -> str:
    """Percent-encoding in its normal form; `kept` are signs that may stand bare."""

    def tidy(found: re.Match[str]) -> str:
        sign = chr(int(found[1], 16))
        return sign if sign in _UNRESERVED else found[0].upper()

    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return quote(_PERCENT.sub(tidy, text), safe=kept + "%")


def _path(path: str) -> str:
    if ";" in path:
        path = _SESSION_IN_PATH.sub("", path)
    kept: list[str] = []
    segments = path.replace("\\", "/").split("/")
    for segment in segments:
        plain = segment.replace("%2e", ".").replace("%2E", ".")
        if plain == "..":
            del kept[-1:]
        elif plain not in ("", "."):
            kept.append(segment)
    closing = "/" if kept and segments[-1].replace("%2e", ".").replace("%2E", ".") in ("", ".", "..") else ""
    return _encode("/" + "/".join(kept) + closing, "/!$&'()*+,;=:@~")


def _query(query: str) -> str:
    if not query:
        return ""
    pieces = [piece for piece in query.split("&") if piece and not _TRACKING.match(piece.partition("=")[0])]
    return _encode("&".join(pieces), "/?!$&'()*+,;=:@~[]")


@lru_cache(maxsize=1 << 14)
def host_of(url: str) -> str:
    """Host of an address, lower case, without port; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=1 << 12)
def endpoint_of(url: str) -> tuple[str, int]:
    """Host and port that a normalised address leads to."""
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.port or DEFAULT_PORTS[parts.scheme]


def origin_of(url: str) -> str:
    """`https://kab-jombang.kpu.go.id` of any normalised address on it."""
    return url[: url.index("/", url.index("//") + 2)]


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """What one owner registered: kpu.go.id of kab-jombang.kpu.go.id. An IP address is its own."""
    labels = host.split(".")
    if host.startswith("[") or ":" in host or labels[-1].isdigit():
        return host
    two_levels = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS
    return ".".join(labels[-3:] if two_levels else labels[-2:])


def variant_key(url: str) -> str:
    """The same for addresses that usually show the same page.

    With or without `/index.php` before the path, closing slash, `www.`,
    https, and with parameters in another order.
    """
    parts = urlsplit(url)
    path = _INDEX_FILE.sub("", parts.path.removeprefix("/index.php").rstrip("/"))
    query = "&".join(sorted(parts.query.split("&")))
    return f"{parts.netloc.removeprefix('www.')}{path}?{query}"


def parameters_of(url: str) -> dict[str, str]:
    """Names and values of an address's query; the first of equal names."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True, max_num_fields=200):
        found.setdefault(name, value)
    return found


@dataclass(frozen=True, slots=True)
class Scope:
    """Which addresses belong to the audited sites.

    `roots` are (host, port, path): port is 0 where the start address used a
    standard port (80 and 443 are then one site), path is "/" but on hosts that
    many units share.
    """

    roots: tuple[tuple[str, int, str], ...]

    @classmethod
    def around(cls, starts: tuple[str, ...]) -> "Scope":
        """The scope that normalised start addresses span."""
        return cls(tuple(dict.fromkeys(_root(url) for url in starts)))

    def place(self, url: str) -> int:
        """Number of the root (and start address) that holds `url`, -1 outside."""
        host, port, path = _root(url, whole_path=True)
        for number, (root_host, root_port, root_path) in enumerate(self.roots):
            if host == root_host and port == root_port and _lies_under(path, root_path):
                return number
        return -1

    def widened(self, number: int, url: str) -> "Scope":
        """The scope where root `number` has moved to the site of `url` (a start that redirects)."""
        roots = list(self.roots)
        roots[number] = _root(url)
        return Scope(tuple(roots))


def _lies_under(path: str, root: str) -> bool:
    return root == "/" or path == root or path.startswith(root + "/")


def _root(url: str, *, whole_path: bool = False) -> tuple[str, int, str]:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 0
    port = 0 if port in DEFAULT_PORTS.values() else port
    if whole_path:
        return host, port, parts.path
    segments = [segment for segment in parts.path.split("/") if segment]
    if host.startswith("jdih."):
        # jdih.kpu.go.id/<province>/<unit>/... : one application for all units of the country.
        return host, port, "/" + "/".join(segments[:2])
    return host, port, "/" + "/".join(segments) if host in _SHARED else "/"
