from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberations", "0002_the_governors_article")]

    operations = [
        migrations.AlterField("sessionrequest", "answer_by", models.DateField(blank=True, null=True)),
        migrations.AddField("deliberation", "is_second", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("deliberation", "first_counts", models.JSONField(blank=True, default=dict, db_default={})),
        migrations.AddConstraint(
            "deliberation",
            models.CheckConstraint(
                condition=models.Q(("is_second", False)) ^ models.Q(("first_counts", {}), _negated=True),
                name="second_vote_keeps_the_first",
            ),
        ),
    ]
