"""django-allauth's forms, in our words: its catalogues lack Amazigh, and speak of "credentials"."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

CODE = {"dir": "ltr", "autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}
OLD_PASSWORD = {"dir": "ltr", "autocomplete": "current-password"}
NEW_PASSWORD = {"dir": "ltr", "autocomplete": "new-password"}


class Worded:
    """Give fields our labels and attributes, without placeholders: `words = {field: (label, attributes)}`."""

    words: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, attributes) in self.words.items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].widget.attrs = dict(attributes)


class AuthenticateForm(Worded, mfa.AuthenticateForm):
    words = {"code": (_("Code of the app, or a recovery code"), CODE)}


class ReauthenticateForm(Worded, mfa.ReauthenticateForm):
    words = {"code": (_("Code of the app, or a recovery code"), CODE)}


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):
    words = {"code": (_("Code of the app"), CODE | {"inputmode": "numeric"})}


class AddWebAuthnForm(Worded, webauthn.AddWebAuthnForm):
    words = {
        "name": (_("Name of the key"), {"dir": "auto"}),
        "passwordless": (_("It alone lets me in (a passkey)"), {}),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "passwordless" in self.fields:
            self.fields["passwordless"].help_text = _(
                "The device then asks for your finger, your face or its own code."
            )


class EditWebAuthnForm(Worded, webauthn.EditWebAuthnForm):
    words = {"name": (_("Name of the key"), {"dir": "auto"})}


class PasswordForm(Worded, account.ReauthenticateForm):
    words = {"password": (_("Password"), OLD_PASSWORD)}


class SetPasswordForm(Worded, account.SetPasswordForm):
    words = {"password1": (_("New password"), NEW_PASSWORD), "password2": (_("The same once more"), NEW_PASSWORD)}


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    words = SetPasswordForm.words | {"oldpassword": (_("Password of today"), OLD_PASSWORD)}
