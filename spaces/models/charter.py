"""What the charter of a space and that of a network share: a version, its numbered clauses."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from spaces.queries import CharterQuerySet


class CharterVersion(models.Model):
    """One version of a charter. A published version never changes: a change is a new version."""

    version = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CharterQuerySet.as_manager()

    class Meta:
        abstract = True


class NumberedClause(models.Model):
    """One clause in two languages; the concrete class has the foreign key `charter`."""

    number = models.PositiveSmallIntegerField()
    text_ar = models.TextField()
    text_fr = models.TextField()

    class Meta:
        abstract = True
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}"

    @property
    def text(self) -> str:
        return self.text_ar if get_language() == "ar" else self.text_fr
