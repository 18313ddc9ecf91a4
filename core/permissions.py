"""Who may enter the API: closed by default."""

from rest_framework.permissions import SAFE_METHODS, BasePermission


class Denied(BasePermission):
    """Nobody: the default, so that each view must name who may enter."""

    def has_permission(self, request, view):
        return False


class PublicRead(BasePermission):
    """Anyone reads; a signed-in person writes, and her token, if she came by one, must carry the view's scope.

    The view says its scope as `scope = "needs"`; the token needs `needs:write`. What may be seen and done with one
    object is asked of `visible_to` and of the actions, never here.
    """

    def has_permission(self, request, view):
        if request.method in SAFE_METHODS:
            return True
        if not request.user.is_authenticated:
            return False
        return request.auth is None or request.auth.allows(f"{getattr(view, 'scope', '')}:write")
