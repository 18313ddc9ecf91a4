"""Programs sign in with a token that a person made: `Authorization: Bearer agraw_…` (RFC 6750)."""

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import SAFE_METHODS

from accounts import actions
from accounts.actions.tokens import PREFIX, digest_of
from accounts.enums import Scope
from accounts.models import Token


class TokenAuthentication(BaseAuthentication):
    """Find the person behind a bearer token; `request.auth` is then the `Token`.

    A token without any scope that writes is refused every unsafe method here, whatever the view forgets; which scope
    a view needs is `accounts.permissions.Scoped`'s affair. Raises `AuthenticationFailed` (401) and `PermissionDenied`
    (403).
    """

    keyword = "Bearer"

    def key_of(self, request) -> str | None:
        """Return the key that came with a request, None when none did."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != self.keyword.lower().encode():
            return None
        return parts[1].decode("latin-1") if len(parts) == 2 else ""

    def authenticate(self, request):
        key = self.key_of(request)
        if key is None:
            return None
        digest = digest_of(key)
        # Found by its digest: an attacker who times the index learns about SHA-256 digests, not about keys.
        token = Token.objects.select_related("user").filter(digest=digest, revoked_at=None).first()
        known = token is not None and key.startswith(PREFIX) and constant_time_compare(token.digest, digest)
        if not known or not token.user.is_active:
            raise exceptions.AuthenticationFailed(_("This token is not known, or it was revoked."))
        if request.method in SAFE_METHODS and not token.allows(Scope.READ):
            raise exceptions.PermissionDenied(_("This token may not read."))
        if request.method not in SAFE_METHODS and not token.may_write:
            raise exceptions.PermissionDenied(_("This token may only read."))
        if request.method not in SAFE_METHODS and token.user.is_suspended:
            raise exceptions.PermissionDenied(token.user.no_act, "suspended")
        actions.note_use(token)
        return token.user, token

    def authenticate_header(self, request):
        return f'{self.keyword} realm="Agraw"'


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema of the API describes the tokens."""

    target_class = "accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "description": "A token made on the page “My keys”: agraw_…"}
