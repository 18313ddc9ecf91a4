"""Who may enter the API: closed by default."""

from rest_framework.permissions import BasePermission


class Denied(BasePermission):
    """Nobody: the default, so that each view must name who may enter."""

    def has_permission(self, request, view):
        return False
