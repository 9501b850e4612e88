"""Settings from the environment, in one file; a wrong value is one sentence at start.

TERBUKA_DATA         folder for database, key and collected static files (./data)
DATABASE_URL         PostgreSQL or a SQLite file (a SQLite file in the data folder)
TERBUKA_URL          the address people open; decides cookies, hosts and origin
TERBUKA_LANG         language shown before a reader chooses: id or en (id)
TERBUKA_SECRET_KEY   signing key; made once in the data folder when not given
"""

import ipaddress
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import dj_database_url
from django.utils.csp import CSP

from terbuka.rules.language import LANGUAGES as SPOKEN
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

BASE = Path(__file__).parent


def _folder(name: str, default: str) -> Path:
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


def _choice(name: str, choices: tuple[str, ...]) -> str:
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


def _address(name: str, default: str) -> SplitResult:
    """The http(s) address in variable `name`. Raises BadInput unless it is scheme, host and port alone."""
    value = os.environ.get(name) or default
    try:
        address = urlsplit(value)
        is_whole = bool(address.scheme in ("http", "https") and address.hostname) and address.port != 0
        is_bare = address.path in ("", "/") and not (address.query or address.fragment or address.username)
    except ValueError:
        is_whole = is_bare = False
    if not (is_whole and is_bare):
        example = "https://terbuka.example.go.id"
        raise BadInput(
            say(
                "{name} berisi {value}; isi dengan alamat seperti {example}.",
                name=name,
                value=value,
                example=example,
            )
        )
    if address.scheme == "http" and not _is_near(address.hostname or ""):
        raise BadInput(
            say("{name} berisi {value}; alamat yang dibuka dari luar harus https.", name=name, value=value)
        )
    return address


def _is_near(host: str) -> bool:
    """Is `host` this computer or one on a private network, where plain http may be used?"""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local"))
    return (address.is_loopback or address.is_private) and not address.is_unspecified


def _secret_key(folder: Path) -> str:
    """The signing key: given, or kept in `folder`, or made there once for its owner alone."""
    key, place = os.environ.get("TERBUKA_SECRET_KEY", ""), folder / "secret_key"
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
        place_or_name = "TERBUKA_SECRET_KEY" if os.environ.get("TERBUKA_SECRET_KEY") else place
        raise BadInput(say("{place} terlalu pendek; isi sedikitnya 32 huruf acak.", place=place_or_name))
    return key


def _database(folder: Path) -> dict[str, Any]:
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
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;",
        },
        "TEST": {"NAME": str(folder / "test.sqlite3")},
    }


DATA = _folder("TERBUKA_DATA", "data")
DATABASES = {"default": _database(DATA)}
SITE = _address("TERBUKA_URL", "http://127.0.0.1:8000")
SPOKEN_FIRST = _choice("TERBUKA_LANG", SPOKEN)
SECRET_KEY = _secret_key(DATA)

DEBUG = False
ROOT_URLCONF = "terbuka.urls"
WSGI_APPLICATION = "terbuka.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "terbuka",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "terbuka.web.middleware.close_doors",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "terbuka.web.middleware.speak",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"]),
            ],
            "context_processors": ["django.template.context_processors.request"],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "terbuka.web.tags",
            ],
        },
    }
]

# Language and time. Sources are Indonesian, so Indonesian is what is shown where no English exists.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# Static files: names carry their hash, so a browser asks for each once.
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Accounts.
AUTH_USER_MODEL = "terbuka.Account"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# Doors.
_HAS_TLS = SITE.scheme == "https"
ALLOWED_HOSTS = sorted({SITE.hostname or "", "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [f"{SITE.scheme}://{SITE.netloc}"]
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = _HAS_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "terbuka.web.errors.form_refused"
SECURE_HSTS_SECONDS = 31_536_000 if _HAS_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
# With TLS it is a proxy before us that holds the certificate and says so.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HAS_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# `check --deploy` words that do not fit: TLS ends at the proxy, which also redirects.
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W005", "security.W021"]

# Quiet unless something is wrong; a fault is told on standard error.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
