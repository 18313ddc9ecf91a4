"""What the law asks of whoever runs this house (`manage.py check --deploy`)."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from core import processing


@register(Tags.security, deploy=True)
def formalities(app_configs, **kwargs):
    """Each purpose of the register has a number of the CNDP; what is set names a purpose."""
    known = processing.purposes()
    found = [
        Error(f"CNDP_RECEIPTS names {key!r}, which is no purpose of the register.", id="core.E001")
        for key in settings.CNDP_RECEIPTS
        if key not in known
    ]
    pending = [f"{key} ({purpose.formality_key})" for key, purpose in known.items() if not purpose.receipt]
    if pending:
        found.append(
            Warning(
                f"No number of the CNDP for: {', '.join(pending)}. Forms say that the formality is under way.",
                hint="Declare or ask for the authorisation (law 09-08, art. 12), then set CNDP_RECEIPTS.",
                id="core.W001",
            )
        )
    return found
