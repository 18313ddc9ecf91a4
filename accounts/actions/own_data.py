"""A person's own data: taken along, or erased (law 09-08, art. 7 and 8)."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import contacts, held
from accounts.actions.barring import let_go
from accounts.actions.reading import readings_about
from accounts.enums import Trust
from accounts.models import Declaration, Suspension, Token, User, Voucher
from accounts.signals import erasing, exporting
from core import journal, outbox
from core.journal import subject_of
from core.live import bus
from core.models import Entry
from core.workflow import Refused


def export(user: User, *, by: User) -> dict[str, Any]:
    """Return all that is kept about a person: `{section: dict, list of dicts or text}`, ready for JSON.

    Apps of higher floors add their sections by the signal `exporting`.
    """
    if not by.has_perm("accounts.change_user", user):
        raise PermissionDenied
    declaration = Declaration.objects.filter(user=user).first()
    data: dict[str, Any] = {
        "profile": {
            "display_name": user.display_name,
            "phone": user.phone,
            "phone_verified": user.phone_verified,
            "email": user.email,
            "language": user.language,
            "commune": user.commune and {"code": user.commune.code, "name": user.commune.name},
            "trust": Trust(user.trust).name.lower(),
            "joined_at": user.joined_at,
            "last_login": user.last_login,
            "privacy_read_at": user.privacy_read_at,
            "suspended_until": user.suspended_until,
            "unused_told_at": user.unused_told_at,
        },
        "readings": list(readings_about(user).values("kind", "at")),
        "suspensions": list(user.suspensions.order_by("pk").values("at", "until", "reason", "lifted_at")),
        "declaration": declaration
        and {
            "birth_year": declaration.birth_year,
            "gender": declaration.gender,
            "has_disability": declaration.has_disability,
            "changed_at": declaration.changed_at,
        },
        "vouchers": list(user.vouchers.order_by("pk").values("level", "on_behalf_of", "at")),
        "tokens": list(user.tokens.order_by("pk").values("name", "scopes", "created_at", "last_used_at", "revoked_at")),
        "sessions": list(
            UserSession.objects.filter(user=user)
            .order_by("pk")
            .values("created_at", "last_seen_at", "ip", "user_agent")
        ),
        "second_factors": list(
            Authenticator.objects.filter(user=user).order_by("pk").values("type", "created_at", "last_used_at")
        ),
        "journal": list(
            Entry.objects.filter(subject=subject_of(user)).order_by("pk").values("at", "action", "source", "target")
        ),
    }
    for _receiver, sections in exporting.send(sender=User, user=user):
        data.update(sections or {})
    data["more_of_mine"] = held.texts_of(user, held.encoded(data))
    return data


def erase(user: User, *, by: User) -> User:
    """Erase a person: her contacts, name, declarations, keys, second factors and sessions; her row stays, emptied.

    What she did in public stays under a neutral name. Sends `erasing` inside the transaction, so that every app
    deletes its part or nothing is deleted. Raises `Refused` for an account that is not a person's.
    """
    if not by.has_perm("accounts.change_user", user):
        raise PermissionDenied
    return empty(user, by=by)


def empty(user: User, *, by: User) -> User:
    """Do what `erase` says, without asking whether `by` may: for herself, and for time (`forget_unused`)."""
    with transaction.atomic():
        row = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if row.is_system:
            raise Refused(_("This account is not a person's."), "system_account")
        if row.is_suspended:  # a suspension keeps nobody: what other apps close in her name must not be refused
            row.suspended_until = None
            row.save(update_fields=["suspended_until"])
        erasing.send(sender=User, user=row, by=row if by.is_system or by.pk == row.pk else by)
        let_go(row)
        for model in (Declaration, Token, Authenticator, Voucher, Suspension):
            model.objects.filter(user=row).delete()
        for session in UserSession.objects.filter(user=row):
            session.end()
        for contact in contacts.of(row):
            outbox.forget(contact.value)
        row.groups.clear()
        row.user_permissions.clear()
        row.phone = row.email = row.commune = row.privacy_read_at = row.last_login = None
        row.unused_told_at = None
        row.phone_verified = row.is_active = row.is_staff = row.is_superuser = False
        row.display_name, row.trust, row.erased_at = "", Trust.DECLARED, now()
        row.set_unusable_password()  # changes the session hash: every session that is left ends
        row.save()
        bus.recheck(row.pk)
        journal.record(row, "erase", by=by)
    return row
