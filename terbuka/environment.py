"""Reading the environment: each variable as its setting needs it; a wrong value is one sentence at start."""

import ipaddress
import os
import re
import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import dj_database_url

from terbuka.rules.contacts import web_address
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput


def folder(name: str, default: str) -> Path:
    """The folder named by variable `name`, made when absent. Raises BadInput if it cannot be written."""
    folder = Path(os.environ.get(name) or default).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as fault:
        raise BadInput(
            say(
                "Folder data {folder} tidak dapat ditulisi ({cause}); isi {name} dengan folder lain.",
                folder=folder,
                cause=fault.strerror,
                name=name,
            )
        ) from None


def choice(name: str, choices: tuple[str, ...]) -> str:
    """One of `choices`, the first where variable `name` is empty. Raises BadInput for any other."""
    value = os.environ.get(name) or choices[0]
    if value not in choices:
        raise BadInput(
            say(
                "{name} berisi {value}; isi dengan {choices}.",
                name=name,
                value=value,
                choices="/".join(choices),
            )
        )
    return value


def address_of(name: str, default: str) -> SplitResult:
    """The http(s) address in variable `name`. Raises BadInput unless it is scheme, host and port alone."""
    value = os.environ.get(name) or default
    try:
        address = urlsplit(value)
        is_whole = bool(address.scheme in ("http", "https") and address.hostname) and address.port != 0
        is_bare = address.path in ("", "/") and not (address.query or address.fragment or address.username)
    except ValueError:
        is_whole = is_bare = False
    if not (is_whole and is_bare):
        raise _no_address(name, value, "https://terbuka.example.go.id")
    if address.scheme == "http" and not _is_near(address.hostname or ""):
        raise BadInput(
            say("{name} berisi {value}; alamat yang dibuka dari luar harus https.", name=name, value=value)
        )
    return address


def _no_address(name: str, value: str, example: str) -> BadInput:
    return BadInput(
        say(
            "{name} berisi {value}; isi dengan alamat seperti {example}.",
            name=name,
            value=value,
            example=example,
        )
    )


def page_address(name: str, example: str) -> str:
    """The address of a page on the web in variable `name`; empty for none. Raises BadInput."""
    value = os.environ.get(name, "")
    try:
        return web_address(value)
    except BadInput:
        raise _no_address(name, value, example) from None


def _is_near(host: str) -> bool:
    """Is `host` this computer or one on a private network, where plain http may be used?"""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local"))
    return (address.is_loopback or address.is_private) and not address.is_unspecified


def secret_key(folder: Path) -> str:
    """The signing key: given, or kept in `folder`, or made there once for its owner alone."""
    return _kept_key("TERBUKA_SECRET_KEY", folder, "secret_key")


def case_key(folder: Path) -> str:
    """The key that seals identities of applicants: given, or kept in `folder`, or made there once."""
    return _kept_key("TERBUKA_CASE_KEY", folder, "case_key")


def _kept_key(name: str, folder: Path, file: str) -> str:
    key, place = os.environ.get(name, ""), folder / file
    try:
        if not key and not place.exists():
            handle, fresh = tempfile.mkstemp(dir=folder)  # mode 0600
            with os.fdopen(handle, "w", encoding="ascii") as out:
                out.write(secrets.token_urlsafe(64))
            # A link succeeds for one process only: two that start together share one key.
            try:
                os.link(fresh, place)
            except FileExistsError:
                pass
            finally:
                os.unlink(fresh)
        key = key or place.read_text("ascii").strip()
    except (OSError, ValueError):
        raise BadInput(say("Kunci rahasia {place} tidak dapat dibaca atau dibuat.", place=place)) from None
    if len(key) < 32:
        place_or_name = name if os.environ.get(name) else place
        raise BadInput(say("{place} terlalu pendek; isi sedikitnya 32 huruf acak.", place=place_or_name))
    return key


def database_in(folder: Path) -> dict[str, Any]:
    """The database: PostgreSQL by DATABASE_URL, else a SQLite file. Raises BadInput."""
    wish = os.environ.get("DATABASE_URL", "")
    try:
        database: dict[str, Any] = {**dj_database_url.parse(wish)} if wish else {}
    except ValueError:
        database = {"ENGINE": ""}
    engine = database.get("ENGINE", "django.db.backends.sqlite3")
    if engine == "django.db.backends.postgresql" and database["NAME"]:
        options = {**database.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
        return database | {"CONN_MAX_AGE": 0, "OPTIONS": options}
    if engine != "django.db.backends.sqlite3" or database.get("NAME") == ":memory:":
        # The value is not repeated: it may hold a password.
        example = "postgres://terbuka:sandi@localhost/terbuka"
        raise BadInput(
            say("DATABASE_URL tidak dapat dibaca; isi dengan alamat seperti {example}.", example=example)
        )
    return {
        "ENGINE": engine,
        "NAME": database.get("NAME") or str(folder / "terbuka.sqlite3"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            # Waiting writers are not served in turn: one may wait long where many write.
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;",
        },
        "TEST": {"NAME": str(folder / "test.sqlite3")},
    }


def mail_server() -> dict[str, Any]:
    """Host, port, name, password and encryption of TERBUKA_SMTP; empty without it. Raises BadInput."""
    wish = os.environ.get("TERBUKA_SMTP", "")
    if not wish:
        return {}
    try:
        address = urlsplit(wish)
        is_whole = address.scheme in ("smtp", "smtps") and bool(address.hostname) and address.port != 0
        port = address.port or (465 if address.scheme == "smtps" else 25)
    except ValueError:
        is_whole = False
    if not is_whole:
        # The value is not repeated: it may hold a password.
        example = "smtp://nama:sandi@mail.example.go.id:587"
        raise BadInput(
            say("TERBUKA_SMTP tidak dapat dibaca; isi dengan alamat seperti {example}.", example=example)
        )
    return {
        "host": address.hostname,
        "port": port,
        "user": unquote(address.username or ""),
        "password": unquote(address.password or ""),
        "use_ssl": address.scheme == "smtps",
        "use_tls": address.scheme == "smtp" and port == 587,
    }


def minutes(name: str, default: int) -> int:
    """A number of minutes from 1 to 1440. Raises BadInput."""
    value = os.environ.get(name) or str(default)
    if not (value.isdecimal() and 1 <= int(value) <= 1440):
        raise BadInput(say("{name} berisi {value}; isi dengan menit, 1 sampai 1440.", name=name, value=value))
    return int(value)


def days(name: str, default: int) -> int:
    """A number of days from 1 to 366. Raises BadInput."""
    value = os.environ.get(name) or str(default)
    if not (value.isdecimal() and 1 <= int(value) <= 366):
        raise BadInput(say("{name} berisi {value}; isi dengan hari, 1 sampai 366.", name=name, value=value))
    return int(value)


def pages(name: str, default: int) -> int:
    """A number of pages from 1 to 40. Raises BadInput."""
    value = os.environ.get(name) or str(default)
    if not (value.isdecimal() and 1 <= int(value) <= 40):
        raise BadInput(
            say("{name} berisi {value}; isi dengan banyaknya halaman, 1 sampai 40.", name=name, value=value)
        )
    return int(value)


def rate(name: str, default: int) -> int:
    """How often a minute, from 1 to 1,000,000. Raises BadInput."""
    value = os.environ.get(name) or str(default)
    if not (value.isdecimal() and 1 <= int(value) <= 1_000_000):
        raise BadInput(
            say(
                "{name} berisi {value}; isi dengan banyaknya per menit, misalnya 120.", name=name, value=value
            )
        )
    return int(value)


def megabytes(name: str, default: int) -> int:
    """A number of megabytes up to 1,000,000, in bytes. Raises BadInput."""
    value = os.environ.get(name) or str(default)
    if not (value.isdecimal() and int(value) <= 1_000_000):
        raise BadInput(
            say("{name} berisi {value}; isi dengan megabita, misalnya 500.", name=name, value=value)
        )
    return int(value) * 1024 * 1024


def mailbox(name: str) -> str:
    """An e-mail address, or nothing. Raises BadInput."""
    value = os.environ.get(name, "").strip()
    user, _at, host = value.partition("@")
    if value and not (user and "." in host and not any(sign.isspace() or sign in "<>," for sign in value)):
        example = "ppid@kpu.example"
        raise BadInput(
            say(
                "{name} berisi {value}; isi dengan alamat surel seperti {example}.",
                name=name,
                value=value,
                example=example,
            )
        )
    return value


@dataclass(frozen=True, slots=True)
class ImapMailbox:
    """A mailbox to fetch from; `unit` is the short name of the unit that its letters are for, "" for none."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    unit: str = ""
    is_safe: bool = True


def imap_mailboxes(name: str) -> tuple[ImapMailbox, ...]:
    """The mailboxes of variable `name`, parted by blanks. Raises BadInput; the value is never repeated."""
    return tuple(_imap(one, name) for one in os.environ.get(name, "").split())


def _imap(value: str, name: str) -> ImapMailbox:
    try:
        address = urlsplit(value)
        port = address.port or (993 if address.scheme == "imaps" else 143)
        is_whole = address.scheme in ("imap", "imaps") and bool(address.hostname and address.username)
        # A password in the clear goes no farther than the own network.
        is_whole = is_whole and (address.scheme == "imaps" or _is_near(address.hostname or ""))
        unit = parse_qs(address.query).get("satker", [""])[0]
    except ValueError:
        is_whole = False
    if not is_whole:
        example = "imaps://nama:sandi@mail.example.go.id/INBOX?satker=kpu-kab-jombang"
        raise BadInput(say("{name} tidak dapat dibaca; isi dengan alamat seperti {example}.",
                           name=name, example=example))  # fmt: skip
    return ImapMailbox(
        host=address.hostname or "",
        port=port,
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        folder=unquote(address.path.strip("/")) or "INBOX",
        unit=unit,
        is_safe=address.scheme == "imaps",
    )


def mail_domain(name: str) -> str:
    """A domain in small letters, or nothing. Raises BadInput."""
    value = os.environ.get(name, "").strip().lower()
    if value and not re.fullmatch(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+", value):
        raise BadInput(
            say(
                "{name} berisi {value}; isi dengan domain seperti {example}.",
                name=name,
                value=value,
                example="surat.kpu.example",
            )
        )
    return value


def listening_at(name: str) -> tuple[str, int] | None:
    """Host and port of host:port in variable `name`; None where it is empty. Raises BadInput."""
    value = os.environ.get(name, "").strip()
    host, _colon, port = value.rpartition(":")
    if not value:
        return None
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise BadInput(say("{name} harus berisi host:port, misalnya 127.0.0.1:2525.", name=name))
    return host.strip("[]") or "127.0.0.1", int(port)


def endpoints(name: str) -> frozenset[tuple[str, int]]:
    """Exact (host, port) pairs from host:port with commas. Raises BadInput."""
    found = [one.strip().rpartition(":") for one in os.environ.get(name, "").split(",") if one.strip()]
    if not all(host and port.isdecimal() for host, _, port in found):
        raise BadInput(say("{name} harus berisi host:port, misalnya 127.0.0.1:8100.", name=name))
    return frozenset((host, int(port)) for host, _, port in found)


@dataclass(frozen=True, slots=True)
class WhatsApp:
    """How WhatsApp Business is reached: `address` with its version, keys of the app, word of its door."""

    address: str
    token: str = field(repr=False)
    secret: str = field(repr=False)
    verify: str = field(repr=False)


def whatsapp() -> WhatsApp | None:
    """WhatsApp Business as the environment names it; None where it names nothing. Raises BadInput."""
    names = ("TERBUKA_WHATSAPP_TOKEN", "TERBUKA_WHATSAPP_SECRET", "TERBUKA_WHATSAPP_VERIFY")
    keys = [os.environ.get(name, "").strip() for name in names]
    if not any(keys):
        return None
    missing = [name for name, key in zip(names, keys, strict=True) if not key]
    if missing:
        raise BadInput(say("WhatsApp belum lengkap; isi juga {names}.", names=", ".join(missing)))
    version = os.environ.get("TERBUKA_WHATSAPP_VERSION") or "v23.0"
    if not re.fullmatch(r"v\d{1,3}\.\d{1,2}", version):
        raise BadInput(
            say("{name} berisi {value}; isi dengan alamat seperti {example}.",
                name="TERBUKA_WHATSAPP_VERSION", value=version, example="v23.0")
        )  # fmt: skip
    place = address_of("TERBUKA_WHATSAPP_URL", "https://graph.facebook.com").geturl().rstrip("/")
    return WhatsApp(f"{place}/{version}", *keys)
