"""What the voters of an assembly are told, once an occasion."""

from collections.abc import Callable

from django.utils.translation import get_language, gettext

from accounts.models import User
from assemblies.models import Assembly
from assemblies.workflow import HIDE, HOLD, SHOW
from core import dates, journal
from core.text import isolate
from moderation.actions import is_in_hand
from notices.actions import notify

CONVENED, SECOND, CANCELLED, PUBLISHED = "convened", "second", "cancelled", "published"
ITEMS = 6  # of the agenda, in a notice: the page has them all


def _named(assembly: Assembly) -> dict[str, str]:
    return {
        "title": isolate(assembly.title),
        "body": isolate(str(assembly.body)),
        "when": dates.moment(assembly.held_at, get_language()),
        "where": isolate(assembly.place or assembly.link),
    }


def convened(assembly: Assembly) -> str:
    agenda = " · ".join(f"{item.position}. {isolate(item.title)}" for item in assembly.items.all()[:ITEMS])
    words = gettext("%(body)s convenes you: “%(title)s”, %(when)s, %(where)s. Agenda: %(agenda)s")
    return words % (_named(assembly) | {"agenda": agenda})


def second(assembly: Assembly) -> str:
    return gettext(
        "“%(title)s” had no quorum. Its second call is on %(when)s, %(where)s, with the same agenda."
    ) % _named(assembly)


def cancelled(assembly: Assembly) -> str:
    return gettext("“%(title)s” is cancelled. The reason is on its page.") % _named(assembly)


def published(assembly: Assembly) -> str:
    return gettext("The minutes of “%(title)s” are published.") % _named(assembly)


WORDS: dict[str, Callable[[Assembly], str]] = {
    CONVENED: convened, SECOND: second, CANCELLED: cancelled, PUBLISHED: published,
}  # fmt: skip


def tell(assembly: Assembly, occasion: str, *, urgent: bool = False) -> int:
    """Tell everyone who speaks for a voter of one occasion, once however many voters it is; return how many people."""
    people = User.objects.filter(pk__in=assembly.voters.values("speaker"), is_active=True)
    return notify(
        people,
        key=f"assembly.{assembly.pk}.{occasion}",
        text=lambda: WORDS[occasion](assembly),
        url=assembly.get_absolute_url(),
        urgent=urgent,
    )


def tell_author(assembly: Assembly, action: str, *, by: User) -> None:
    """Tell who wrote an assembly that it was held, hidden or shown again."""
    if assembly.author_id == by.pk or is_in_hand():  # moderation tells what it decides itself
        return
    words = {
        HOLD: lambda: gettext("“%(title)s” is held back for checking. The reason is on its page."),
        HIDE: lambda: gettext("“%(title)s” is hidden. The reason is on its page."),
        SHOW: lambda: gettext("“%(title)s” is shown to everyone again."),
    }
    number = journal.history(assembly).filter(axis="visibility").count()
    notify(
        [assembly.author],
        key=f"assembly.{assembly.pk}.visibility.{number}",
        text=lambda: words[action]() % {"title": isolate(assembly.title)},
        url=assembly.get_absolute_url(),
    )


def tell_holder(proxy) -> None:
    """Tell who holds a proxy that she does."""
    if proxy.holder.speaker_id is None:
        return
    notify(
        [proxy.holder.speaker],
        key=f"assembly.{proxy.assembly_id}.proxy.{proxy.pk}",
        text=lambda: (
            gettext("%(giver)s gave you a proxy for “%(title)s”.")
            % {"giver": isolate(proxy.giver.name), "title": isolate(proxy.assembly.title)}
        ),
        url=proxy.assembly.get_absolute_url(),
    )
