"""The PostgreSQL extensions that Agraw uses."""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    operations = [
        CreateExtension("postgis"),
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        BtreeGistExtension(),
    ]
