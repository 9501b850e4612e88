"""The pages of one's own account, and where each page of the sign-in library stands.

Only what is offered has an address: no self-registration, no other e-mail
addresses, no social accounts.
"""

from datetime import date
from typing import Any

from allauth.account import views as entrance
from allauth.mfa.base import views as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.generic import RedirectView

from terbuka.models import Appointment, Event
from terbuka.rules.language import language
from terbuka.rules.people import ROLE_WORDS, Role
from terbuka.rules.ruling import BadInput
from terbuka.services import people, signin
from terbuka.web.access import has_held, person, signed_in
from terbuka.web.activity import activity
from terbuka.web.factor import ONWARD
from terbuka.web.middleware import WAS_IDLE, keep_language

LANGUAGES = (("id", "Bahasa Indonesia"), ("en", "English"))
_NEW_PASSWORD = ("password_changed", "password_reset")


@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """How safe the account is, who I am where, and the way to all that can be set."""
    who, today = person(request), timezone.localdate()
    held = who.appointments.select_related("unit").order_by("-from_on", "id")
    roles = [(one, ROLE_WORDS[Role(one.role)], _standing(one, today)) for one in held]
    changed = Event.objects.about(signin.SUBJECT, who.pk).filter(verb__in=_NEW_PASSWORD)
    context = {
        "section": "account",
        "roles": roles,
        "living": sum(standing == "living" for _one, _word, standing in roles),
        "changed": changed.aggregate(last=Max("at"))["last"],
        "factors": Authenticator.objects.filter(user_id=who.pk).exclude(type="recovery_codes").count(),
        "sessions": len(UserSession.objects.purge_and_list(who)),
        "spoken": dict(LANGUAGES)[who.language],
    }
    return render(request, "account/overview.html", context)


def _standing(held: Appointment, today: date) -> str:
    if held.ended_at or (held.to_on and held.to_on < today):
        return "ended"
    return "coming" if held.from_on > today else "living"


@signed_in
def choose_language(request: HttpRequest) -> HttpResponse:
    """The language of this account: of its letters at once, and of each browser from its next sign-in on."""
    who, fault = person(request), ""
    if request.method == "POST":
        try:
            signin.choose_language(who, language=request.POST.get("language", ""), by=who, at=timezone.now())
            return _in_new_language(request, who.language)
        except BadInput as refusal:
            fault = str(refusal)
    context = {
        "section": "account",
        "languages": LANGUAGES,
        "spoken": dict(LANGUAGES)[who.language],
        "here": dict(LANGUAGES)[language()],
        "fault": fault,
    }
    return render(request, "account/language.html", context, status=422 if fault else 200)


def _in_new_language(request: HttpRequest, code: str) -> HttpResponse:
    with translation.override(code):
        messages.success(request, _("Bahasa sudah diganti."))
    response = redirect("account_language")
    keep_language(response, code)
    return response


class SignIn(entrance.LoginView):
    """E-mail and password, or a passkey."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Says why somebody is here again, and that what they typed is kept."""
        return super().get_context_data(**kwargs) | {
            "was_idle": self.request.session.get(WAS_IDLE, False),
            "idle_minutes": settings.IDLE_SECONDS // 60,
            "has_held": has_held(self.request),
        }


def forgotten(request: HttpRequest) -> HttpResponseBase:
    """A link for a new password by mail; without a mail server, who can give it."""
    if not settings.MAIL_SERVER:
        return render(request, "account/reset_by_hand.html")
    return entrance.PasswordResetView.as_view(template_name="account/reset.html")(request)


def by_invitation(request: HttpRequest) -> HttpResponse:
    """There is no self-registration."""
    return render(request, "account/by_invitation.html", status=404)


@signed_in
def second_step(request: HttpRequest) -> HttpResponse:
    """The second factors of this person and what can be done about them; why one is demanded."""
    who = person(request)
    mine = list(Authenticator.objects.filter(user_id=who.pk).order_by("created_at"))
    by_type = {one.type: one.wrap() for one in mine}
    recovery = by_type.get(Authenticator.Type.RECOVERY_CODES)
    demand = people.why_second_factor(who, on=timezone.localdate())
    context = {
        "section": "account",
        "app": by_type.get(Authenticator.Type.TOTP),
        "passkeys": [one.wrap() for one in mine if one.type == Authenticator.Type.WEBAUTHN],
        "has_codes": recovery is not None,
        "codes_left": len(recovery.get_unused_codes()) if recovery else 0,
        "demand": demand,
        "onward": request.session.get(ONWARD, "") if demand else "",
    }
    return render(request, "mfa/index.html", context)


class RemoveKey(passkeys.RemoveWebAuthnView):
    """A passkey is taken off, unless it is the last factor and one is demanded."""

    template_name = "mfa/passkey_remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Says beforehand that it may not be."""
        ruling = people.may_remove_factor(person(self.request), self.object, on=timezone.localdate())
        return super().get_context_data(**kwargs) | {"ruling": ruling}

    def form_valid(self, form: Any) -> HttpResponse:
        """Refused, or done."""
        context = self.get_context_data(form=form)
        if not context["ruling"]:
            return self.render_to_response(context, status=422)
        return super().form_valid(form)


ADDRESSES = [
    path("akun/", overview, name="account"),
    path("akun/bahasa/", choose_language, name="account_language"),
    path("akun/kegiatan/", activity, name="account_activity"),
    path("akun/masuk/", SignIn.as_view(), name="account_login"),
    path(
        "akun/keluar/",
        entrance.LogoutView.as_view(template_name="account/logout.html"),
        name="account_logout",
    ),
    path("akun/daftar/", by_invitation, name="account_signup"),
    path(
        "akun/nonaktif/",
        entrance.AccountInactiveView.as_view(template_name="account/inactive.html"),
        name="account_inactive",
    ),
    path(
        "akun/pastikan/",
        entrance.ReauthenticateView.as_view(template_name="account/reauthenticate.html"),
        name="account_reauthenticate",
    ),
    path(
        "akun/sandi/",
        entrance.PasswordChangeView.as_view(template_name="account/password.html"),
        name="account_change_password",
    ),
    path("akun/lupa-sandi/", forgotten, name="account_reset_password"),
    path(
        "akun/lupa-sandi/terkirim/",
        entrance.PasswordResetDoneView.as_view(template_name="account/reset_sent.html"),
        name="account_reset_password_done",
    ),
    path(
        "akun/lupa-sandi/selesai/",
        entrance.PasswordResetFromKeyDoneView.as_view(template_name="account/reset_done.html"),
        name="account_reset_password_from_key_done",
    ),
    path(
        "akun/lupa-sandi/<str:uidb36>/<str:key>/",
        entrance.PasswordResetFromKeyView.as_view(template_name="account/reset_password.html"),
        name="account_reset_password_from_key",
    ),
    path(
        "akun/perangkat/",
        ListUserSessionsView.as_view(template_name="usersessions/list.html"),
        name="usersessions_list",
    ),
    path("akun/langkah-kedua/", second_step, name="mfa_index"),
    path(
        "akun/langkah-kedua/masuk/",
        factors.AuthenticateView.as_view(template_name="mfa/authenticate.html"),
        name="mfa_authenticate",
    ),
    path(
        "akun/langkah-kedua/pastikan/",
        factors.ReauthenticateView.as_view(template_name="mfa/reauthenticate.html"),
        name="mfa_reauthenticate",
    ),
    path(
        "akun/langkah-kedua/aplikasi/",
        app.ActivateTOTPView.as_view(template_name="mfa/app_add.html"),
        name="mfa_activate_totp",
    ),
    path(
        "akun/langkah-kedua/aplikasi/lepas/",
        app.DeactivateTOTPView.as_view(template_name="mfa/app_remove.html"),
        name="mfa_deactivate_totp",
    ),
    path(
        "akun/langkah-kedua/cadangan/",
        codes.ViewRecoveryCodesView.as_view(template_name="mfa/codes.html"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "akun/langkah-kedua/cadangan/baru/",
        codes.GenerateRecoveryCodesView.as_view(template_name="mfa/codes_new.html"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/langkah-kedua/cadangan/unduh/",
        codes.DownloadRecoveryCodesView.as_view(template_name="mfa/codes.txt"),
        name="mfa_download_recovery_codes",
    ),
    path(
        "akun/langkah-kedua/kunci/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path(
        "akun/langkah-kedua/kunci/tambah/",
        passkeys.AddWebAuthnView.as_view(template_name="mfa/passkey_add.html"),
        name="mfa_add_webauthn",
    ),
    path("akun/langkah-kedua/kunci/masuk/", passkeys.LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path(
        "akun/langkah-kedua/kunci/pastikan/",
        passkeys.ReauthenticateWebAuthnView.as_view(template_name="mfa/passkey_reauthenticate.html"),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "akun/langkah-kedua/kunci/<int:pk>/lepas/",
        RemoveKey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "akun/langkah-kedua/kunci/<int:pk>/nama/",
        passkeys.EditWebAuthnView.as_view(template_name="mfa/passkey_rename.html"),
        name="mfa_edit_webauthn",
    ),
]
