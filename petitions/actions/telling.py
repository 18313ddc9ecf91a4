"""Telling the people who signed what became of it, each by the channel she chose."""

from collections.abc import Callable

from accounts.models import User
from core.enums import Visibility
from core.journal import history
from core.queue import defer
from notices.actions import notify
from petitions import news, secrets
from petitions.enums import SignatureState, Telling
from petitions.models import Petition, Signature

TELL = "petitions.tell"  # the task's name
BATCH = 500  # rows read by one job


def tell_signers(petition: Petition, occasion: str, words: Callable[[], str] | None = None) -> int:
    """Tell everyone whose signature stands of an `occasion` (`petitions.news`), once this transaction has committed.

    The words of the occasion come from `petitions.news.WORDS`, made anew in each language; `words` is what the caller
    tells others, and is not kept. Call it after the act was recorded: the last entry of the petition's journal makes
    the occasion one, however often a job runs; its number is returned. Raises `KeyError` for an occasion without words.
    """
    news.WORDS[occasion]
    last = history(petition).values_list("pk", flat=True).last() or 0
    defer(TELL, petition_id=petition.pk, occasion=occasion, mark=last, after=0)
    return last


def tell_batch(petition_id: int, occasion: str, mark: int, after: int) -> int:
    """Tell those whose rows come after `after`, ask for the next batch, and return how many rows were read.

    Whoever leads the petition is told by the acts themselves. While the petition is not shown, nobody is told. Run
    twice, it tells once: the key of a notice names the occasion.
    """
    petition = Petition.objects.get(pk=petition_id)
    if petition.visibility != Visibility.VISIBLE:
        return 0
    standing = Signature.objects.filter(petition=petition, state=SignatureState.VALID, pk__gt=after)
    rows = list(standing.order_by("pk").values_list("pk", "sealed")[:BATCH])
    if not rows:
        return 0
    if len(rows) == BATCH:
        defer(TELL, petition_id=petition_id, occasion=occasion, mark=mark, after=rows[-1][0])
    wishes: dict[int, str] = {}
    for _pk, sealed in rows:
        said = secrets.unseal(petition_id, sealed)
        if said.get("user") and said.get("telling") != Telling.NONE:
            wishes[said["user"]] = said.get("telling", Telling.INBOX)
    people = list(User.objects.filter(pk__in=wishes, is_active=True).exclude(pk=petition.author_id))
    for is_urgent in (False, True):
        notify(
            [person for person in people if (wishes[person.pk] == Telling.MESSAGE) is is_urgent],
            key=f"petition.{petition_id}.{occasion}.{mark}",
            text=lambda: news.WORDS[occasion](petition),
            url=petition.get_absolute_url(),
            urgent=is_urgent,
            commune=petition.space.commune_id,
        )
    return len(rows)
