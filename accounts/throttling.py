"""How often a token may knock."""

from rest_framework.throttling import SimpleRateThrottle

from accounts.models import Token


class TokenThrottle(SimpleRateThrottle):
    """Count the requests of one token, apart from those of its owner's browser."""

    scope = "token"

    def get_cache_key(self, request, view):
        if not isinstance(request.auth, Token):
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.auth.pk}
