"""What goes to the log, and in which form (docs/operations.md, *Watching*)."""

from typing import Any

QUIET = ("procrastinate", "httpx", "weasyprint", "fontTools")


def logging_to(form: str) -> dict[str, Any]:
    """Return Django's `LOGGING`: everything to the standard output, as lines (`line`) or as objects (`json`)."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "core.logs.Line", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"},
            "json": {"()": "core.logs.Json"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": "INFO"},
        # Django's own handlers would write each line twice, and mail what was posted. The finer words of templates hold
        # all that a page is made of, those of Pillow the place where a photo was taken.
        "loggers": {"django": {"handlers": []}, "django.template": {"level": "WARNING"}, "PIL": {"level": "WARNING"}}
        | {name: {"level": "WARNING"} for name in QUIET},
    }
