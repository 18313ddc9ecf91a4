"""Which scope a token needs. People who are signed in by their session have them all."""

from rest_framework.permissions import SAFE_METHODS, BasePermission

from accounts.enums import Scope
from accounts.models import Token


class Scoped(BasePermission):
    """Let a token through whose scopes hold what the view asks: `read` to read, `<view.scope>:write` for the rest.

    Composes with others: `permission_classes = [IsAuthenticated & Scoped]`.
    """

    def has_permission(self, request, view):
        token = request.auth
        if not isinstance(token, Token):
            return True
        if request.method in SAFE_METHODS:
            return token.allows(Scope.READ)
        return token.allows(f"{getattr(view, 'scope', '')}:write")
