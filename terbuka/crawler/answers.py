"""What came of asking for one address: a response, or why there is none."""

import errno
import socket
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

import aiohttp

from terbuka.crawler.bodies import BrokenBodyError, TooLargeError
from terbuka.crawler.guard import PrivateAddressError, UnusualPortError
from terbuka.rules.language import say
from terbuka.rules.pages import Cause

# X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL.
_CERTIFICATE_EXPIRED = 10
_GONE = (404, 410)
# Seconds to leave a host alone that says "too many requests" without saying how long.
_UNSAID_WAIT = 5.0
_CHALLENGES = (
    b"Just a moment...",
    b"Attention Required! | Cloudflare",
    b"cf-challenge",
    b"cf_chl_opt",
    b"_Incapsula_Resource",
    b"Incapsula incident",
    b"sucuri.net/privacy",
    b"DDoS-Guard",
    b"ddos-guard",
    b"Checking your browser",
    b"Verify you are human",
    b"The requested URL was rejected",
    b"g-recaptcha-challenge",
)


@dataclass(slots=True)
class Response:
    """A response that was read. `headers` have lower-case names; `body` is unpacked."""

    url: str
    final_url: str
    status: int
    headers: dict[str, str]
    body: bytes
    at: datetime
    wire_size: int = 0

    @property
    def is_gone(self) -> bool:
        """Did the server itself say that nothing is there (404, 410)?"""
        return self.status in _GONE

    @property
    def content_type(self) -> str:
        """The whole Content-Type header, lower case."""
        return self.headers.get("content-type", "").lower()

    @property
    def name(self) -> str:
        """File name: of Content-Disposition where there is one, else the end of the path."""
        disposition = self.headers.get("content-disposition", "")
        _, found, name = disposition.partition("filename=")
        if found:
            return name.partition(";")[0].strip().strip('"')
        return unquote(urlsplit(self.final_url).path.rpartition("/")[2])


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an address could not be looked at. `retry_after` is in seconds, as the server asked."""

    url: str
    cause: Cause
    detail: str = ""
    status: int = 0
    retry_after: float | None = field(default=None, compare=False)
    final_url: str = ""


def failure_of_status(url: str, status: int, headers: dict[str, str], body: bytes, now: datetime) -> Failure:
    """The failure that an HTTP status stands for (not for 2xx, 404 and 410)."""
    detail = str(say("jawaban server {status}", status=status))
    if status == 401:
        return Failure(url, Cause.LOGIN, detail, status)
    if status == 429:
        wait = retry_after(headers, now)
        return Failure(url, Cause.RATE_LIMITED, detail, status, _UNSAID_WAIT if wait is None else wait)
    if 400 <= status < 500 or "cf-mitigated" in headers or is_challenge(body):
        return Failure(url, Cause.BLOCKED, detail, status)
    wait = retry_after(headers, now) if status == 503 else None
    return Failure(url, Cause.SERVER_ERROR, detail, status, wait)


def is_challenge(body: bytes) -> bool:
    """Is this the page of a shield that asks whether the visitor is human?"""
    return len(body) < 60_000 and any(mark in body for mark in _CHALLENGES)


def retry_after(headers: dict[str, str], now: datetime) -> float | None:
    """Seconds that the Retry-After header asks to wait, never negative; None without one."""
    wish = headers.get("retry-after", "").strip()
    if wish.isdigit() and len(wish) < 10:
        return float(wish)
    try:
        moment = parsedate_to_datetime(wish)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def failure_of_fault(url: str, fault: BaseException) -> Failure:
    """The failure that an exception of the network stands for.

    Raises `fault` again where it is none of these: then it is a fault of ours.
    """
    inner = fault.os_error if isinstance(fault, aiohttp.ClientConnectorError) else fault
    for kinds, cause, detail in _FAULTS:
        if isinstance(inner, kinds) or isinstance(fault, kinds):
            return Failure(url, cause, str(detail))
    certificate = getattr(fault, "certificate_error", inner)
    if isinstance(certificate, ssl.SSLCertVerificationError):
        expired = certificate.verify_code == _CERTIFICATE_EXPIRED
        return Failure(url, Cause.TLS_EXPIRED if expired else Cause.TLS, certificate.verify_message or "")
    if isinstance(inner, ssl.SSLError | ssl.CertificateError) or isinstance(fault, aiohttp.ClientSSLError):
        return Failure(url, Cause.TLS, str(inner)[:200])
    if isinstance(inner, OSError) and inner.errno in (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ETIMEDOUT):
        return Failure(url, Cause.TIMEOUT, str(say("jaringan situs tidak terjangkau")))
    if isinstance(inner, ConnectionRefusedError) or isinstance(fault, aiohttp.ClientConnectorError):
        return Failure(url, Cause.REFUSED, str(say("sambungan ditolak")))
    if isinstance(inner, OSError):
        return Failure(url, Cause.RESET, str(say("sambungan terputus")))
    if isinstance(fault, aiohttp.ClientError | ValueError):
        return Failure(url, Cause.SERVER_ERROR, str(say("jawaban server bukan HTTP yang benar")))
    raise fault


_FAULTS = (
    ((PrivateAddressError,), Cause.BLOCKED, say("alamat ini hanya ada di jaringan kantor; tidak dibuka")),
    ((UnusualPortError,), Cause.BLOCKED, say("port ini tidak lazim bagi situs; tidak dibuka")),
    ((socket.gaierror,), Cause.DNS, say("nama situs tidak dikenal")),
    ((TimeoutError,), Cause.TIMEOUT, say("server tidak menjawab tepat waktu")),
    ((TooLargeError,), Cause.TOO_LARGE, say("isi melebihi 10 MB")),
    ((BrokenBodyError,), Cause.RESET, say("isi rusak di perjalanan")),
    ((aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError), Cause.RESET, say("sambungan terputus")),
)
