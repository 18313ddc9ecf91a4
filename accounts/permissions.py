"""Which scope a token needs, and which acts ask "is it still you?". A session has every scope; a token was made by who
had just proven that it was she.
"""

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission

from accounts.enums import Scope
from accounts.fresh import is_sure
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


def ask_who(request) -> None:
    """Refuse an act that binds others to a session that proved nothing lately; raises `PermissionDenied` (403)."""
    if not isinstance(request.auth, Token) and not is_sure(request):
        words = _("Confirm on your account page that it is you, then do it again. Nothing was changed.")
        raise PermissionDenied(words, "step_up")
