"""What django-allauth asks of this house: who is behind a number, where to go after the door, how secrets are kept."""

import base64
import hashlib
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django import forms
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import contacts
from accounts.models import User
from accounts.rules import needs_second_factor
from core.live import bus

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class PhoneField(forms.CharField):
    """A phone number in any of its shapes, kept as E.164."""

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return value
        try:
            return contacts.phone(value).value
        except contacts.ContactError as error:
            raise forms.ValidationError(error.args[0]) from error


class AccountAdapter(DefaultAccountAdapter):
    """The door: our own pages send and check codes, django-allauth holds the stages, the second factor and the
    session.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "phone_password_mismatch": _("This contact and this password do not go together."),
        "email_password_mismatch": _("This contact and this password do not go together."),
        "invalid_login": _("This contact and this password do not go together."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This is not the code of the moment: it changes every thirty seconds."),
        "too_many_login_attempts": _("That was wrong too many times. Wait five minutes, then try again."),
        "rate_limited": _("That was wrong too many times. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False  # accounts are made by our own pages (accounts.views.welcome)

    def get_login_stages(self):
        # Codes are checked before the login begins: the second factor is the one stage that is left.
        return ["allauth.mfa.stages.AuthenticateStage"]

    def phone_form_field(self, **kwargs):
        return PhoneField(**kwargs)

    def get_phone(self, user):
        return (user.phone, user.phone_verified) if user.phone else None

    def get_user_by_phone(self, phone):
        return User.objects.filter(phone=phone, phone_verified=True).first()

    def _get_login_attempts_cache_key(self, request, **credentials):
        # The parent counts every phone number as one.
        return f"login:{credentials.get('email') or credentials.get('phone') or ''}"

    def login(self, request, user):
        super().login(request, user)
        age = settings.STAFF_SESSION_AGE if needs_second_factor(user) else settings.SESSION_COOKIE_AGE
        request.session.set_expiry(age)

    def logout(self, request):
        user = request.user
        super().logout(request)
        bus.recheck(user.pk)

    def post_login(self, request, user, **kwargs):
        """Go on to where the person was going; through the welcome page when her commune is not known."""
        response = super().post_login(request, user, **kwargs)
        if user.commune_id is None and not needs_second_factor(user):
            query = urlencode({"next": response.url})
            return HttpResponseRedirect(f"{reverse('people:welcome')}?{query}")
        return response

    def get_reauthentication_methods(self, user):
        """Offer the second factor alone to who has one; else a code, or the password."""
        methods = super().get_reauthentication_methods(user)
        factors = [method for method in methods if method["id"].startswith("mfa_")]
        if factors or not user.is_authenticated:
            return factors
        code = {"id": "code", "description": _("Receive a code"), "url": reverse("people:confirm")}
        return [code, *methods]


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted, and those whose office needs one cannot take the last one away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your office needs a second factor: add another one before you remove this one."
        ),
        "incorrect_code": _("This is not the code of the moment: it changes every thirty seconds."),
    }

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator):
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists() or not needs_second_factor(authenticator.user)

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Key %(number)d") % {"number": number}

    def get_totp_issuer(self):
        return "Agraw"

    def get_totp_label(self, user):
        return user.public_name


def has_second_factor(user) -> bool:
    """Tell whether a person has an authenticator or a security key (recovery codes alone are none)."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def _box() -> MultiFernet:
    """Return the cipher (AES-128-CBC with HMAC, Fernet) under the secret key; older keys still open."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"accounts.mfa:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
