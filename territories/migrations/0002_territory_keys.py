"""The sounds of a name, for misspellings."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territories", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="territory",
            name="keys",
            field=models.TextField(default="", editable=False, help_text="the sounds of the name, one a line"),
        ),
        migrations.AlterField(
            model_name="territory",
            name="folded",
            field=models.TextField(editable=False, help_text="every spelling of the name, folded for search, one a line"),
        ),
        migrations.AddIndex(
            model_name="territory",
            index=GinIndex(fields=["keys"], name="territory_keys_trgm", opclasses=["gin_trgm_ops"]),
        ),
    ]
