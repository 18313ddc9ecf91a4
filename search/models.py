"""What the search holds: an entry for each public thing, the words that are in use, how far the journal was read."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One public thing as the search finds it: by its words, never with what it says.

    `kind` is the name of one of `search.kinds.KINDS` and `key` the thing's primary key. Nothing that people read is
    kept here: a page reads the thing itself, if it is still public, so that nothing hidden or changed is ever shown.
    `words` holds its lexemes (`search.words`), those of its places, kind, theme and state among them. `at` is the date
    it is ordered by, `weight` how much its kind weighs, `digest` tells when anything of it has changed.
    """

    kind = models.CharField(max_length=16)
    key = models.BigIntegerField()
    at = models.DateTimeField()
    weight = models.FloatField(default=1)
    words = SearchVectorField()
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("entry of the search")
        verbose_name_plural = _("entries of the search")
        indexes = [
            # Written at once: a list of pending changes would be read, unsorted, by every search.
            GinIndex(fields=["words"], name="search_entry_words", fastupdate=False),
            models.Index(fields=["-at", "-id"], name="search_entry_newest"),
        ]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_search_entry_a_thing")]

    def __str__(self):
        return f"{self.kind} {self.key}"


class Lexeme(models.Model):
    """A lexeme in use, and in how many entries: for telling a common word from a rare one, and the nearest spelling.

    `count` is raised with each new entry and counted anew each night; between, it may be too high.
    """

    lexeme = models.CharField(max_length=160, primary_key=True)
    count = models.PositiveIntegerField()
    is_word = models.BooleanField(help_text="written so by somebody: not a stem, a key or a place")

    class Meta:
        verbose_name = _("lexeme of the search")
        verbose_name_plural = _("lexemes of the search")
        indexes = [
            GinIndex(OpClass(F("lexeme"), name="gin_trgm_ops"), condition=Q(is_word=True), name="search_lexeme_alike"),
        ]

    def __str__(self):
        return self.lexeme


class Reading(models.Model):
    """How far the journal was read: the number of the last seal. One row."""

    seal = models.BigIntegerField(default=0)
    mended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reading of the journal")
        verbose_name_plural = _("readings of the journal")

    def __str__(self):
        return str(self.seal)
