"""The language of a request, and what a cache may keep."""

from django.conf import settings
from django.utils import translation

from config.languages import ALIASES


def language(get_response):
    """Activate the language that the address names; elsewhere the cookie's or the browser's, Arabic by default.

    Unlike Django's own middleware it knows the other codes of Amazigh (`ALIASES`).
    """

    def middleware(request):
        code = translation.get_language_from_path(request.path_info)
        if not code:
            wishes = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
            for alias, target in ALIASES.items():
                wishes = wishes.replace(f"{alias}-Tfng", target).replace(alias, target)
            request.META["HTTP_ACCEPT_LANGUAGE"] = wishes
            code = translation.get_language_from_request(request)
        translation.activate(code or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware
