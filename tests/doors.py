"""The addresses of the house, filled in for one world (`tests.world`), and browsers to try them with."""

import time
from contextlib import contextmanager

from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from needs.models import Need, Photo, VoiceNote
from spaces.models import Membership


def patterns(resolver=None, space=""):
    """Yield the name and the parameters of each address, but for the administration's, which has its own test."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from patterns(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            assert pattern.name, f"an address without a name: {pattern}"
            names = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
            yield f"{space}{pattern.name}", tuple(sorted(names))


def values(world, *, some: bool) -> dict:
    """Return what to fill each address with: `{(name or namespace, parameters): [parameters filled in, …]}`.

    With `some`, one thing of each kind: an open one and a hidden one.
    """
    chosen = [world.open, world.done, world.secret_needs[0]] if some else world.needs
    needs = [{"pk": need.pk} for need in chosen]
    referrals = [{"pk": need.referral_id} for need in chosen if need.referral_id]
    slugs = [{"slug": space.commune.slug} for space in (world.space, world.draft_space)]
    town = {"slug": "town"}
    acts = ("assign", "draft", "validate", "return", "publish", "report", "pause", "resume", "fly")
    return {
        ("needs", ("pk",)): needs,
        ("needs:photo", ("pk",)): [{"pk": photo.pk} for photo in Photo.objects.filter(need__in=chosen)],
        ("needs:thumbnail", ("pk",)): [{"pk": photo.pk} for photo in Photo.objects.filter(need__in=chosen)],
        ("needs:voice", ("pk",)): [{"pk": note.pk} for note in VoiceNote.objects.filter(need__in=chosen)],
        ("needs:move", ("action", "pk")): [one | {"action": "refer"} for one in needs]
        + [{"pk": world.open.pk, "action": name} for name in [*Need.MOVES, "fly"]],
        ("needs:reply", ("pk", "question")): [one | {"question": world.question.pk} for one in needs],
        ("needs", ("slug",)): slugs,
        ("spaces", ("slug",)): slugs,
        ("spaces:move", ("action", "slug")): [
            one | {"action": name} for one in slugs for name in ("open", "close", "x")
        ],
        ("spaces:end-role", ("pk", "slug")): [
            town | {"pk": row.pk} for row in Membership.objects.all()[: 2 if some else 99]
        ],
        ("territories", ("slug",)): slugs,
        ("councils", ("slug",)): slugs,
        ("councils:referral", ("pk",)): referrals,
        ("councils:move", ("action", "pk")): [one | {"action": act} for one in referrals for act in acts],
        ("councils:template-edit", ("pk", "slug")): [town | {"pk": world.template.pk}, {"slug": "village", "pk": 1}],
        ("people:language", ("code",)): [{"code": code} for code in ("ar", "xx")],
        ("people", ("field",)): [{"field": field} for field in ("phone", "email", "x")],
        ("people:revoke-token", ("pk",)): [{"pk": world.token.pk}],
        ("people:end-session", ("pk",)): [{"pk": 1}],
        ("notices", ("pk",)): [{"pk": world.notice.pk}],
        ("mfa_remove_webauthn", ("pk",)): [{"pk": 1}],
        ("mfa_edit_webauthn", ("pk",)): [{"pk": 1}],
        ("need", ("pk",)): needs,
        ("need-move", ("move", "pk")): [one | {"move": "refer"} for one in needs]
        + [{"pk": world.open.pk, "move": "fly"}],
        ("referral", ("pk",)): referrals,
        ("space", ("slug",)): slugs,
        ("council", ("slug",)): slugs,
        ("territory", ("code",)): [{"code": world.space.commune.code}],
    }


def addresses(world, *, some: bool = False) -> list[tuple[str, dict, str]]:
    """Return (name, parameters, path) of every address, filled in every way that matters (`values`)."""
    filled, found = values(world, some=some), []
    for name, names in patterns():
        group = name.partition(":")[0] if ":" in name else name.partition("-")[0]
        ways = [{}] if not names else filled.get((name, names)) or filled.get((group, names))
        assert ways, f"say in values() what to fill {name} {names} with"
        found += [(name, kwargs, reverse(name, kwargs=kwargs)) for kwargs in ways]
    return found


@contextmanager
def rolled_back(client):
    """Try something, and leave the world and the browser as they were."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


def browser_of(role, world) -> Client:
    """Return the browser of a person who has just proved who she is, or a visitor's."""
    client = Client()
    if role != "visitor":
        client.force_login(world.who[role], backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
        session["account_authentication_methods_user"] = str(world.who[role].pk)
        session.save()
    return client


def body_of(response) -> str:
    return b"".join(response.streaming_content).decode("latin-1") if response.streaming else response.content.decode()
