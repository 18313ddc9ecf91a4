"""Reads of the information bank: who sees which resource, lists, search, what is near, what is to be reviewed."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, Exists, FloatField, OuterRef, Q, Value, When
from django.db.models.expressions import RawSQL
from django.utils.timezone import localdate

from core.folding import fold
from resources.enums import TOLD, ResourceState
from resources.words import asked
from spaces.enums import OFFICERS, Role
from spaces.queries import REPRESENTATIVE, positions_of, roles_of, under
from territories.queries import unread_of

TEXTS = ("text_ar", "text_fr", "text_zgh", "folded", "search")  # of a resource: what a list does not show
FACILITATING = {Role.FACILITATOR, Role.COORDINATOR}
POOL = 500  # newest rows of a search that are ranked
# Keys of published rows, by the index of words: the newest ones, any one (migration 0002).
FOUND, ANY = "SELECT resources_found(%s::tsquery)", "SELECT resources_any(%s::tsquery)"


def codes_around(code: str) -> list[str]:
    """Return a territory's code and those of the territories that hold it: 09.581.01.07 gives 09, 09.581, …"""
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def kept_by(user) -> Q:
    """Return the condition that `user` keeps a resource: for a space, for an association, or for the Lab."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    roles = roles_of(user)
    spaces = [pk for pk, held in roles.by_space.items() if held & FACILITATING]
    associations = [pk for pk, held in positions_of(user).items() if held in {REPRESENTATIVE, *OFFICERS}]
    condition = Q(space__in=spaces) | Q(association__in=associations) | under(roles.codes, "space__commune__code")
    if roles.codes:
        condition |= Q(space__isnull=True, association__isnull=True)
    return condition


class ResourceQuerySet(models.QuerySet):
    def public(self):
        """Published ones: what lists, feeds, the API and open data show."""
        return self.filter(state=ResourceState.PUBLISHED)

    def visible_to(self, user):
        """Published and withdrawn ones for everyone, drafts for their keepers. What a withdrawn one said is shown to
        its keepers alone: that is the affair of the doors (`Resource.is_readable_by`)."""
        if user.is_active and user.is_superuser:
            return self
        return self.filter(Q(state__in=TOLD) | kept_by(user))

    def kept_by(self, user):
        """Those that `user` may write."""
        if user.is_active and user.is_superuser:
            return self
        return self.filter(kept_by(user))

    def for_list(self):
        """With what a card shows; anything else read from a row raises."""
        return self._with_owners().defer(*TEXTS, *self._shapes()).fetch_mode(models.FETCH_RAISE)

    def for_detail(self):
        """With what the page of one resource shows."""
        return self._with_owners().select_related("keeper").defer("folded", "search", *self._shapes())

    def _with_owners(self):
        return self.select_related("space__commune", "association__seat", "territory")

    @staticmethod
    def _shapes():
        places = ("space__commune", "association__seat", "territory")
        return unread_of(*places)

    def locked(self):
        """For an action: the row locked."""
        return self.select_for_update(of=("self",), no_key=True)

    def with_kept(self, user):
        """With `is_kept`: whether it is on the person's own list."""
        if not user.is_authenticated:
            return self.annotate(is_kept=Value(False))
        kept = self.model.kept.rel.related_model.objects.filter(resource=OuterRef("pk"), user=user)
        return self.annotate(is_kept=Exists(kept))

    def about(self, code: str):
        """Those about a territory, about one inside it, or about one that holds it; not those of the whole country."""
        return self.filter(under([code], "territory__code") | Q(territory__code__in=codes_around(code)))

    def of_space(self, space):
        """Those a space gives, and those that anybody gives about its commune."""
        return self.filter(Q(space=space) | Q(territory=space.commune_id))

    def to_review(self):
        """Published ones whose day of review has passed."""
        return self.public().filter(review_on__lt=localdate())

    def holding(self, text: str):
        """Published ones that hold each word of `text`, by how it begins, in any spelling: the three thousand newest.
        All, when it asks for nothing."""
        query = asked(text)
        return self.filter(pk__in=RawSQL(FOUND, [query])) if query else self  # noqa: S611 -- a constant

    def alike(self, text: str):
        """Those whose title is spelt like `text`: for what was mistyped."""
        return self.filter(folded__trigram_word_similar=fold(text)[:120])

    def search(self, text: str):
        """Those that hold each word; when none of the whole bank does, those whose title is spelt like it. One query,
        to know."""
        query = asked(text)
        if not query:
            return self
        holds = self.model.objects.filter(pk__in=RawSQL(ANY, [query])).exists()  # noqa: S611 -- a constant
        return self.holding(text) if holds else self.alike(text)

    def ranked(self, text: str, code: str = ""):
        """Those found by `search`, the best first: about the reader's place, then by where the words stand (title,
        summary, text), then by likeness. Only the newest of a very common word are ranked."""
        query = asked(text)
        newest = self.order_by("-published_at", "-pk").values("pk")[:POOL]
        near = Value(0)
        if code:
            near = Case(When(territory__code__in=codes_around(code), then=1), default=0)
        weight = RawSQL("ts_rank(resources_resource.search, %s::tsquery)", [query], FloatField())
        return (
            self.model.objects.filter(pk__in=newest)
            .annotate(near=near, weight=weight, likeness=TrigramWordSimilarity(fold(text)[:120], "folded"))
            .order_by("-near", "-weight", "-likeness", "-published_at", "-pk")
        )


class VersionQuerySet(models.QuerySet):
    def for_list(self):
        """With who published each, without its texts."""
        return self.select_related("by").defer("text_ar", "text_fr", "text_zgh")
