"""The files of open data that were written last."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opendata.enums import MEDIA_TYPES, Format


class Dump(models.Model):
    """The newest file of one dataset in one format: this row is what its stable address leads to.

    `read_at` is the moment whose state the file shows. A new file replaces the row in one transaction; the file before
    it is removed once that is committed.
    """

    dataset = models.CharField(max_length=40)
    format = models.CharField(max_length=8, choices=Format)
    file = models.FileField(upload_to="open-data/", max_length=200)
    rows = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of open data")
        verbose_name_plural = _("files of open data")
        ordering = ["dataset", "format"]
        constraints = [models.UniqueConstraint(fields=["dataset", "format"], name="one_dump_a_format")]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return f"{self.dataset}.{self.format}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.format]
