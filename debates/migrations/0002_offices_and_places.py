import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("debates", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("contribution", "contribution_has_words"),
        migrations.RemoveIndex("contribution", "contribution_standing"),
        migrations.RemoveIndex("contribution", "contribution_held"),
        migrations.RemoveIndex("contribution", "contribution_by_author"),
        migrations.AddField(
            "thread",
            "pin_count",
            models.PositiveSmallIntegerField(default=0, help_text="contributions put on top"),
        ),
        migrations.AddField(
            "contribution",
            "office",
            models.CharField(
                blank=True,
                default="",
                help_text="as what she spoke: her role in the space or council",
                max_length=16,
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "contribution",
            "author",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            "contribution",
            models.Index(
                condition=Q(parent__isnull=True) & (Q(visibility="visible") | Q(reply_count__gt=0)),
                fields=["thread", "-seq"],
                name="contribution_standing",
            ),
        ),
        migrations.AddIndex(
            "contribution",
            models.Index(condition=~Q(visibility="visible"), fields=["thread", "-seq"], name="contribution_gone"),
        ),
        migrations.AddIndex(
            "contribution", models.Index(fields=["author", "-at"], name="contribution_by_author")
        ),
        migrations.AddConstraint(
            "contribution",
            models.CheckConstraint(condition=~Q(text="") | Q(visibility="withdrawn"), name="contribution_has_words"),
        ),
    ]
