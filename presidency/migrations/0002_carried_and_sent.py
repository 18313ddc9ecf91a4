import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("presidency", "0001_initial"), ("deliberations", "0003_second_votes")]

    operations = [
        migrations.AddField(
            "writtenquestion",
            "carried_from",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions_carried_on",
                to="deliberations.session",
            ),
        ),
        migrations.AddField("order", "sent_on", models.DateField(blank=True, help_text="to the governor", null=True)),
    ]
