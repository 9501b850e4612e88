"""Forms of signing in that say in plain words what is missing, and count wrong codes for the lock."""

from typing import Any, ClassVar

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.core import context
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.web.signin import count_wrong_code, refuse_while_locked

_EMAIL = {
    "required": _("Tulis alamat surel Anda."),
    "invalid": _("Tulis alamat surel yang lengkap, misalnya nama@contoh.go.id."),
}
_PASSWORD = {"required": _("Tulis kata sandi Anda.")}
_NEW = {"required": _("Tulis kata sandi baru.")}
_AGAIN = {"required": _("Tulis kata sandi baru sekali lagi.")}
_CODE = {"required": _("Tulis kodenya.")}
_NAME = {"required": _("Tulis sebuah nama.")}


class _Plain(forms.Form):
    """Says what is missing in the words of `faults`, by field."""

    faults: ClassVar[dict[str, dict[str, Any]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.faults.items():
            self.fields[name].error_messages |= words


class _TwoAlike(_Plain):
    """A new password, typed twice."""

    differ: Promise = _("Kedua kata sandi baru tidak sama. Tulis lagi keduanya.")

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("password1") and typed.get("password2") and typed["password1"] != typed["password2"]:
            self.add_error("password2", str(self.differ))
        return typed


class SignIn(_Plain, LoginForm):
    """E-mail and password."""

    faults: ClassVar = {"login": _EMAIL, "password": _PASSWORD}


class Confirm(_Plain, ReauthenticateForm):
    """The password again, before the account is changed."""

    faults: ClassVar = {"password": _PASSWORD}


class AskReset(_Plain, ResetPasswordForm):
    """The address that a link for a new password goes to."""

    faults: ClassVar = {"email": _EMAIL}


class ChangePassword(_TwoAlike, ChangePasswordForm):
    """The old password, and a new one twice."""

    faults: ClassVar = {"oldpassword": _PASSWORD, "password1": _NEW, "password2": _AGAIN}


class NewPassword(_TwoAlike, ResetPasswordKeyForm):
    """A new password by a link."""

    faults: ClassVar = {"password1": _NEW, "password2": _AGAIN}


class NewApp(_Plain, ActivateTOTPForm):
    """The first code of a new app."""

    faults: ClassVar = {"code": _CODE}


class RenamedKey(_Plain, EditWebAuthnForm):
    """Another name for a passkey."""

    faults: ClassVar = {"name": _NAME}


class _Counted(_Plain):
    """A code of the second step; a wrong one counts for the lock."""

    faults: ClassVar = {"code": _CODE}
    user: Any

    def clean_code(self) -> str:
        if refuse_while_locked(context.request, self.user):
            raise ValidationError(_("Terlalu banyak percobaan. Coba lagi nanti."))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            count_wrong_code(context.request, self.user)
            raise
        return code


class Code(_Counted, factors.AuthenticateForm):
    """The code asked for after the password."""


class ConfirmCode(_Counted, factors.ReauthenticateForm):
    """A code again, before the account is changed."""
