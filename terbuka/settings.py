"""Settings from the environment, in one file; a wrong value is one sentence at start.

TERBUKA_DATA         folder for database, key and collected static files (./data)
DATABASE_URL         PostgreSQL or a SQLite file (a SQLite file in the data folder)
TERBUKA_URL          the address people open; decides cookies, hosts and origin
TERBUKA_LANG         language shown before a reader chooses: id or en (id)
TERBUKA_SECRET_KEY   signing key; made once in the data folder when not given
TERBUKA_CASE_KEY     key that seals identities of applicants; made once in the data folder when not given
TERBUKA_SMTP         mail server: smtp://name:password@host:587 or smtps://...; else links are handed over
TERBUKA_MAIL_FROM    sender of mail (terbuka@ the host of TERBUKA_URL)
TERBUKA_MAIL_DOMAIN  domain whose letters arrive here, each unit under its short name (none)
TERBUKA_MAIL_LISTEN  host:port on which letters are taken by SMTP while serving (not at all)
TERBUKA_MAIL_LARGEST megabytes that a letter may weigh (36)
TERBUKA_MAIL_TRUST   names of mail servers whose Authentication-Results are believed, with commas (none)
TERBUKA_IMAP_URL     mailboxes to fetch letters from, with blanks between them: docs/mail.md (none)
TERBUKA_WHATSAPP_*   TOKEN, SECRET, VERIFY, VERSION (v23.0), URL: WhatsApp Business, docs/whatsapp.md (off)
TERBUKA_FEEDBACK     e-mail address to which readers write about this installation (none)
TERBUKA_PROXIES      addresses of proxies whose X-Forwarded-For is believed, with commas (none)
TERBUKA_DEMO_SITE    host:port on a private network that audits may visit, with commas; set by the demo (none)
TERBUKA_RESERVE      megabytes of disk that uploads leave free (500)
TERBUKA_IDLE         minutes without a page after which a person is signed out (60)
TERBUKA_SECOND_FACTOR  who must sign in with a second factor: none, overseers (verifiers and
                     administrators) or everyone (none)
TERBUKA_FOUR_EYES    when another person checks than the one who submitted: files (whatever carries a
                     file), findings (after findings of the guard alone) or all (files)
TERBUKA_DUE_SOON     days before a publication goes stale from which it counts as due (30)
TERBUKA_PREVIEW_PAGES  pages of a publication that are shown as pictures, 1 to 40 (5)
TERBUKA_LICENCE      address of the licence under which open data is given, named in its catalogue (none)
TERBUKA_API_RATE     questions a minute that an address may put to the API (120)
TERBUKA_API_KEY_RATE  the same for a key that is made from now on (1200)
TERBUKA_PAGE_RATE    public pages a minute that are made anew for an address; kept copies are free (600)
TERBUKA_FORM         megabytes that a form with its files may bring (250)
TERBUKA_FORM_OPEN    the same of who is not signed in (50)
TERBUKA_FORMS_AT_ONCE    forms that come in beside each other, in each worker (64)
TERBUKA_FORMS_EACH   the same of one public address (16)
TERBUKA_UPLOADS_AT_ONCE  uploads that are put together and looked at beside each other (4)
TERBUKA_DRAWN_AT_ONCE    pages of closed files that are drawn beside each other (2)
TERBUKA_FILE_*, TERBUKA_TABLE_ROWS, TERBUKA_ZIP_FILES  what a file may ask: documents/bounds.py
"""

import os
from datetime import timedelta
from pathlib import Path

from django.utils.csp import CSP

from terbuka.documents import bounds
from terbuka.environment import (
    address_of,
    case_key,
    choice,
    database_in,
    days,
    endpoints,
    folder,
    imap_mailboxes,
    listening_at,
    mail_domain,
    mail_server,
    mailbox,
    megabytes,
    minutes,
    page_address,
    pages,
    rate,
    secret_key,
    whatsapp,
)
from terbuka.rules.factors import Demand
from terbuka.rules.language import LANGUAGES as SPOKEN
from terbuka.rules.publishing import FourEyes

BASE = Path(__file__).parent

DATA = folder("TERBUKA_DATA", "data")
DATABASES = {"default": database_in(DATA)}
SITE = address_of("TERBUKA_URL", "http://127.0.0.1:8000")
SPOKEN_FIRST = choice("TERBUKA_LANG", SPOKEN)
SECRET_KEY = secret_key(DATA)
CASE_KEY = case_key(DATA)

DEBUG = False
ROOT_URLCONF = "terbuka.urls"
WSGI_APPLICATION = "terbuka.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "terbuka",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "terbuka.web.middleware.close_doors",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "terbuka.web.middleware.speak",
    "terbuka.web.pace.bound_forms",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "terbuka.web.pace.keep_pace",
    "terbuka.web.middleware.sign_out_idle",
    "terbuka.web.factor.AskSecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
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

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
PASSWORD_RESET_TIMEOUT = 24 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
IDLE_SECONDS = 60 * minutes("TERBUKA_IDLE", 60)
SECOND_FACTOR = choice("TERBUKA_SECOND_FACTOR", tuple(Demand))
ACCOUNT_ADAPTER = "terbuka.web.signin.Adapter"
ACCOUNT_FORMS = {
    "login": "terbuka.web.signin_forms.SignIn",
    "reauthenticate": "terbuka.web.signin_forms.Confirm",
    "change_password": "terbuka.web.signin_forms.ChangePassword",
    "reset_password": "terbuka.web.signin_forms.AskReset",
    "reset_password_from_key": "terbuka.web.signin_forms.NewPassword",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# By address and wide, for an office or a meeting of two hundred officers shares one; the
# name-and-address lock of axes stops who guesses.
ACCOUNT_RATE_LIMITS = {"login_failed": "200/h/ip", "login": "300/m/ip"}
MFA_ADAPTER = "terbuka.web.signin.FactorAdapter"
MFA_FORMS = {
    "authenticate": "terbuka.web.signin_forms.Code",
    "reauthenticate": "terbuka.web.signin_forms.ConfirmCode",
    "activate_totp": "terbuka.web.signin_forms.NewApp",
    "edit_webauthn": "terbuka.web.signin_forms.RenamedKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Terbuka"
# Thirty seconds either way, for telephones whose clock is off.
MFA_TOTP_TOLERANCE = 1
# The invitation has proven the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE.scheme == "http"
USERSESSIONS_ADAPTER = "terbuka.web.signin.SessionAdapter"
# Last seen is noted once a minute by `sign_out_idle`, not with each request.
USERSESSIONS_TRACK_ACTIVITY = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
# Whoever tries again while locked does not wait longer for it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "terbuka.web.signin.name_tried"
AXES_CLIENT_IP_CALLABLE = "terbuka.web.signin.client_address"
AXES_LOCKOUT_CALLABLE = "terbuka.web.signin.locked_out"
AXES_RESET_ON_SUCCESS = True
# The trail is our own: it holds no address, and of the browser its name alone.
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["login", "code", "oldpassword", "csrfmiddlewaretoken"]
AXES_VERBOSE = False
PROXIES = frozenset(one.strip() for one in os.environ.get("TERBUKA_PROXIES", "").split(",") if one.strip())
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
    },
    # Public pages as they were rendered, in each worker's own memory.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
    # Pictures of shared links, drawn once each; about 50 KB a picture.
    "pictures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "pictures",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 4000},
    },
}

# Audits never visit loopback and private addresses, but for exactly these (host, port).
ALLOW_PRIVATE_SITES = endpoints("TERBUKA_DEMO_SITE")

# The catalogue: when a second person checks (rules/publishing.py), and when "due" begins.
FOUR_EYES = choice("TERBUKA_FOUR_EYES", tuple(FourEyes))
DUE_SOON = days("TERBUKA_DUE_SOON", 30)
PREVIEW_PAGES = pages("TERBUKA_PREVIEW_PAGES", 5)

# The licence that the catalogue of open data names; without one it names the act alone.
LICENCE = page_address("TERBUKA_LICENCE", "https://creativecommons.org/licenses/by/4.0/")

# Questions a minute that programs may put to the public API.
API_RATE = rate("TERBUKA_API_RATE", 120)
API_KEY_RATE = rate("TERBUKA_API_KEY_RATE", 1200)

# Whoever asks too much waits, so that others need not.
PAGE_RATE = rate("TERBUKA_PAGE_RATE", 600)
FORM_LARGEST = megabytes("TERBUKA_FORM", 250)
FORM_OPEN = megabytes("TERBUKA_FORM_OPEN", 50)
# Fewer than the threads of a worker (management/serve.py): the others carry pages.
FORMS_AT_ONCE = bounds.number("TERBUKA_FORMS_AT_ONCE", 64, least=2, most=96)
FORMS_EACH = bounds.number("TERBUKA_FORMS_EACH", 16, least=1, most=96)
UPLOADS_AT_ONCE = bounds.number("TERBUKA_UPLOADS_AT_ONCE", 4, least=1, most=64)
DRAWN_AT_ONCE = bounds.number("TERBUKA_DRAWN_AT_ONCE", 2, least=1, most=64)
FILE_BOUNDS = bounds.read()

# Mail leaves through the outbox; without a server every link is shown to the level above instead.
MAIL_SERVER = mail_server()
FEEDBACK = mailbox("TERBUKA_FEEDBACK")
# Letters that come in: documents/mails reads them, services/register/post.py keeps them.
MAIL_DOMAIN = mail_domain("TERBUKA_MAIL_DOMAIN")
MAIL_LISTEN = listening_at("TERBUKA_MAIL_LISTEN")
MAIL_LARGEST = megabytes("TERBUKA_MAIL_LARGEST", 36)
MAIL_TRUSTED = frozenset(os.environ.get("TERBUKA_MAIL_TRUST", "").lower().replace(",", " ").split())
MAILBOXES = imap_mailboxes("TERBUKA_IMAP_URL")
WHATSAPP = whatsapp()
MAIL_FROM = os.environ.get("TERBUKA_MAIL_FROM") or f"terbuka@{SITE.hostname}"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM

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
    "media-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
# Words of a form beside its files: they take five times their size of memory, of each form that comes in.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Uploads are refused before they begin rather than fill the disk that the database writes on.
DISK_RESERVE = megabytes("TERBUKA_RESERVE", 500)
FILE_UPLOAD_HANDLERS = [
    "terbuka.web.sending.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# `check --deploy` words that do not fit: TLS ends at the proxy, which also redirects.
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W005", "security.W021"]

# Quiet unless something is wrong; a fault is told on standard error.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    # The code in the address of a case opens it.
    "filters": {"codes": {"()": "terbuka.web.masking.Mask"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["codes"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        # Its warnings name who tried and from where.
        "axes": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Told to who sent it; a page of log for each is what an abuser wants.
        "django.security.RequestDataTooBig": {"level": "CRITICAL"},
        "django.security.TooManyFieldsSent": {"level": "CRITICAL"},
        "django.security.TooManyFilesSent": {"level": "CRITICAL"},
    },
}
