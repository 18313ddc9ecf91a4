"""The governor adds points under an article of its own, not under that of the agenda (113-14, art. 39; 112-14, art. 40;
111-14, art. 42): what was published under the other one is put right. The journal keeps what was written then."""

from django.db import migrations
from django.db.models import Q

RIGHT = {
    "loi organique 113-14, art. 38": "loi organique 113-14, art. 39",
    "loi organique 112-14, art. 39": "loi organique 112-14, art. 40",
    "loi organique 111-14, art. 41": "loi organique 111-14, art. 42",
}


def put_right(apps, schema_editor):
    items = apps.get_model("deliberations", "AgendaItem").objects
    of_the_governor = Q(forced_by="governor") | Q(origin="governor")
    for wrong, right in RIGHT.items():
        items.filter(of_the_governor, article=wrong).update(article=right)


class Migration(migrations.Migration):
    dependencies = [("deliberations", "0001_initial")]
    safe_because = "Three updates of the few points that a governor added, in a table of some rows a session."
    operations = [migrations.RunPython(put_right, migrations.RunPython.noop)]
