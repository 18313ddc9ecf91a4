"""What Agraw needs to know before anybody can use it: the law and the territories."""

from collections.abc import Iterator

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from config.installation.findings import Finding, doubtful, failing, well
from core.models import Holiday, LegalRule
from territories.enums import Level
from territories.models import Territory

COMMUNES = 1503


def law() -> Iterator[Finding]:
    if not LegalRule.objects.exists():
        yield failing("law", _("The law is not loaded: run manage.py load_law."))
    elif not Holiday.objects.filter(day__year=localdate().year).exists():
        yield doubtful("law", _("The holidays of this year are not known: run manage.py load_law, or enter them."))
    else:
        yield well("law")


def territories() -> Iterator[Finding]:
    count = Territory.objects.filter(level=Level.COMMUNE).count()
    if count < COMMUNES:
        yield failing(
            "territories",
            _("Only %(count)d of %(all)d communes are there: run manage.py import_territories.")
            % {"count": count, "all": COMMUNES},
        )
    else:
        yield well("territories")
