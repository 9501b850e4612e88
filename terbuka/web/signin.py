"""Signing in: what the library asks of us, what is left in the trail, and the lock against guessing.

The lock counts failures of one name from one address, so that a stranger who
guesses never shuts out Ani, nor Ani a colleague behind the same address.
"""

from datetime import timedelta
from math import ceil
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.utils import perform_login
from allauth.core import context as now_serving
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.functional import Promise, lazystr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from terbuka.models import Account
from terbuka.rules.factors import LAST_FACTOR
from terbuka.rules.language import speaking
from terbuka.services import notify, signin
from terbuka.services.people import may_remove_factor
from terbuka.services.whence import origin_of
from terbuka.web.access import OWNER_COOKIE, OWNER_SALT, own_held
from terbuka.web.middleware import keep_language
from terbuka.web.tags import browser, device_of

LONGEST_NAME = 254
# What each letter of the library tells of, as the trail keeps it.
_FACTOR_CHANGES = {
    "mfa/email/totp_activated": "app_added",
    "mfa/email/totp_deactivated": "app_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "codes_renewed",
}
_NEWS: dict[str, Promise] = {
    "mfa/email/totp_activated": _("Aplikasi kode dipasang pada akun Anda."),
    "mfa/email/totp_deactivated": _("Aplikasi kode dilepas dari akun Anda."),
    "mfa/email/webauthn_added": _("Kunci sandi (passkey) dipasang pada akun Anda."),
    "mfa/email/webauthn_removed": _("Kunci sandi (passkey) dilepas dari akun Anda."),
    "mfa/email/recovery_codes_generated": _("Kode cadangan akun Anda diganti dengan yang baru."),
    "account/email/password_changed": _("Kata sandi akun Anda diganti."),
    "account/email/password_reset": _("Kata sandi akun Anda diganti lewat tautan."),
}
_SAID: dict[str, Promise] = {
    "account/messages/password_changed.txt": _("Kata sandi sudah diganti. Semua perangkat lain keluar."),
    "mfa/messages/totp_activated.txt": _("Aplikasi kode sudah terpasang."),
    "mfa/messages/totp_deactivated.txt": _("Aplikasi kode sudah dilepas."),
    "mfa/messages/webauthn_added.txt": _("Kunci sandi sudah terpasang."),
    "mfa/messages/webauthn_removed.txt": _("Kunci sandi sudah dilepas."),
    "mfa/messages/recovery_codes_generated.txt": _("Kode cadangan baru sudah dibuat. Simpan sekarang."),
    "usersessions/messages/sessions_logged_out.txt": _("Perangkat lain sudah keluar."),
}


class Adapter(DefaultAccountAdapter):
    """Where the library differs from us: no self-registration, own words, a trail, mail by the outbox."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "Surel atau kata sandi ini tidak cocok. Periksa ejaannya, juga huruf besar dan kecil."
        ),
        "enter_current_password": _("Kata sandi sekarang ini tidak cocok."),
        "incorrect_password": _("Kata sandi ini tidak cocok."),
        "incorrect_code": _("Kode ini tidak cocok. Pakai kode yang sedang tampil."),
        "too_many_login_attempts": _("Terlalu banyak percobaan dari jaringan ini. Coba lagi nanti."),
        "rate_limited": _("Terlalu banyak permintaan. Tunggu satu menit, lalu coba lagi."),
        "invalid_password_reset": _("Tautan ini tidak berlaku lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come by invitation alone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """One answer to "from where?" for limits, lock and list of sessions."""
        return client_address(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Into the trail; also while locked."""
        account = Account.objects.filter(email=name_tried(request, credentials)).first()
        reason = "locked" if getattr(request, "axes_locked_out", False) else "password"
        signin.record_failure(account, reason=reason, device=device(request), by=None, at=timezone.now())

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Every way in ends here."""
        super().login(request, user)
        assert isinstance(user, Account)
        steps = [one.get("type") or one["method"] for one in get_authentication_records(request, user)]
        method = "+".join(steps[-2:]) or "invitation"
        signin.record_sign_in(user, method=method, device=device(request), by=user, at=timezone.now())
        own_held(request)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """The browser remembers whose forms it shows, and speaks the person's language."""
        response = super().post_login(request, user, **kwargs)
        assert isinstance(user, Account)
        remember(response, user)
        return response

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """By a service; who has just proven to own the link need not wait for the lock to end."""
        assert isinstance(user, Account)
        is_reset = self.request.user.pk != user.pk
        signin.change_password(
            user,
            password=password,
            is_reset=is_reset,
            device=device(self.request),
            by=user,
            at=timezone.now(),
        )
        reset(ip=client_address(self.request), username=user.email)

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """Through the outbox, in the person's language."""
        assert isinstance(user, Account)
        at = timezone.now()
        signin.record_reset_asked(user, device=device(self.request), by=None, at=at)
        with translation.override(user.language), speaking(user.language):
            notify.send(
                key=f"reset:{user.pk}:{context['key']}",
                to=user.email,
                subject=gettext("Kata sandi baru untuk Terbuka"),
                body=_letter(
                    user,
                    gettext(
                        "Buka tautan ini untuk membuat kata sandi baru. Berlaku 24 jam dan sekali pakai:"
                    ),
                    context["password_reset_url"],
                    gettext("Bukan Anda yang meminta? Abaikan surat ini; kata sandi Anda tidak berubah."),
                ),
                at=at,
            )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """By the address of the installation, not by the host that was asked."""
        return signin.link_to_reset(key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No other letter of the library leaves, least of all to an address that has no account."""

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: Any = None, email: str | None = None
    ) -> None:
        """A changed second factor goes into the trail; every such change is told to its owner."""
        assert isinstance(user, Account)
        at = timezone.now()
        change = _FACTOR_CHANGES.get(template_prefix)
        if change:
            signin.record_factor(user, change=change, device=device(self.request), by=user, at=at)
        news = _NEWS.get(template_prefix)
        if news:
            with translation.override(user.language), speaking(user.language):
                notify.send(
                    key=f"{template_prefix}:{user.pk}:{at.timestamp()}",
                    to=user.email,
                    subject=gettext("Akun Terbuka Anda berubah"),
                    body=_letter(
                        user,
                        str(news),
                        gettext("Bukan Anda yang melakukannya? Segera hubungi yang mengundang Anda."),
                    ),
                    at=at,
                )

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: Any = None,
    ) -> None:
        """Own words; what the page says anyway is not said twice."""
        words = message or _SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)


def _letter(account: Account, *lines: str) -> str:
    greeting = gettext("Yth. %(name)s,") % {"name": account.name}
    place = f"Terbuka, {settings.SITE.scheme}://{settings.SITE.netloc}"
    return "\n\n".join([greeting, *lines, place]) + "\n"


class FactorAdapter(DefaultMFAAdapter):
    """Second factors in our words."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": Adapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": _("Pasang dulu langkah kedua; kode cadangan menyertainya."),
        "cannot_delete_authenticator": lazystr(LAST_FACTOR),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays while it is demanded."""
        today = timezone.localdate()
        return bool(may_remove_factor(authenticator.user, authenticator, on=today))

    def _get_site_name(self) -> str:
        return "Terbuka"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002
        """The browser that makes it, for a name to begin with; its owner may change it."""
        return browser(now_serving.request.headers.get("User-Agent", ""))


class SessionAdapter(DefaultUserSessionsAdapter):
    """Sessions ended by their owner go into the trail."""

    def end_sessions(self, sessions: Any) -> None:
        """End them all."""
        ended = list(sessions)
        super().end_sessions(ended)
        for account in {one.user for one in ended}:
            signin.record_sessions_ended(
                account,
                number=len(ended),
                device=device(now_serving.request),
                by=account,
                at=timezone.now(),
            )


def enter(request: HttpRequest, account: Account) -> HttpResponse:
    """Sign in who has just taken up an invitation, by the same way as all; the answer leads to the desk."""
    response: HttpResponse = perform_login(request, account)
    return response


def remember(response: HttpResponse, account: Account) -> None:
    """Signed in: whose forms this browser shows, and the language of its owner."""
    response.set_signed_cookie(
        OWNER_COOKIE,
        str(account.pk),
        salt=OWNER_SALT,
        max_age=settings.SESSION_COOKIE_AGE,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    keep_language(response, account.language)


def device(request: HttpRequest) -> str:
    """The browser and system that somebody comes with, as the trail keeps them."""
    return device_of(request.headers.get("User-Agent", ""))


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address of a sign-in attempt, as accounts keep it."""
    typed = request.POST.get("login", "") if request else ""
    named = (credentials or {}).get("email") or (credentials or {}).get("username") or typed
    return str(named).replace("\0", "").strip().lower()[:LONGEST_NAME]


def client_address(request: HttpRequest) -> str:
    """Where the attempt comes from; a proxy is believed only where the settings name it."""
    return origin_of(str(request.META.get("REMOTE_ADDR", "")), request.headers.get("X-Forwarded-For", ""))


def refuse_while_locked(request: HttpRequest, account: Account) -> bool:
    """Is this name locked from here? Then the answer becomes the page that says so."""
    credentials = {"username": account.email}
    if AxesProxyHandler.is_allowed(request, credentials):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.axes_credentials = credentials  # type: ignore[attr-defined]
    return True


def count_wrong_code(request: HttpRequest, account: Account) -> None:
    """A wrong code counts as a wrong password does."""
    signin.record_failure(account, reason="code", device=device(request), by=None, at=timezone.now())
    AxesProxyHandler.user_login_failed(
        sender=Account, credentials={"username": account.email}, request=request
    )


def locked_out(
    request: HttpRequest, response: object = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Too many failures for this name from here: says from when on it may be tried again."""
    now = timezone.now()
    mine = AccessAttempt.objects.filter(
        username=name_tried(request, credentials), ip_address=client_address(request)
    )
    last = mine.aggregate(last=Max("attempt_time"))["last"] or now
    until = last + settings.AXES_COOLOFF_TIME
    wait = max(until - now, timedelta(0))
    page = render(
        request,
        "account/locked.html",
        {"until": until, "minutes": max(ceil(wait.total_seconds() / 60), 1)},
        status=429,
    )
    page.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return page
