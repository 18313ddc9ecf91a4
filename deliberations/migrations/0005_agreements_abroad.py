"""Agreements with local authorities abroad need a visa, those within the country do not (113-14, art. 118): what says so
in its title is told apart. The rest is for each council to look over (CHANGELOG.md, Upgrading)."""

from django.db import migrations
from django.db.models import Q

ABROAD = ("توأمة", "أجنبي", "jumelage", "étrang")


def tell_apart(apps, schema_editor):
    named = Q()
    for word in ABROAD:
        named |= Q(title_ar__icontains=word) | Q(title_fr__icontains=word)
    apps.get_model("deliberations", "AgendaItem").objects.filter(named, kind="agreement").update(kind="foreign")


class Migration(migrations.Migration):
    dependencies = [("deliberations", "0004_kinds_and_second_hands")]
    safe_because = "One update of the few points about agreements, in a table of some rows a session."
    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop)]
