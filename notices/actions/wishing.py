"""How a person wants to be told."""

from accounts.models import User
from notices.enums import Kind
from notices.models import Preference

WISHES = {"often", "is_muted", "by_mail", "by_push", "by_sms", "by_whatsapp", "quiet_kinds"}


def prefer(*, by: User, **wishes) -> Preference:
    """Keep a person's own wishes (`WISHES`) and return them. Raises `ValueError` for another name or kind."""
    if wishes.keys() - WISHES:
        raise ValueError(f"no wish of news: {sorted(wishes.keys() - WISHES)}")
    if unknown := set(wishes.get("quiet_kinds", [])) - set(Kind.values):
        raise ValueError(f"no kind of news: {sorted(unknown)}")
    row, _created = Preference.objects.update_or_create(user=by, defaults=wishes)
    return row
