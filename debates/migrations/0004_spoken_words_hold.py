from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """A contribution may be spoken. Each step by itself, so that none holds its lock while the next one is drawn; what
    was written before is read against the new rule without a lock that stops anyone.
    """

    atomic = False
    dependencies = [
        ("debates", "0003_voice_notes"),
    ]
    operations = [
        migrations.AddField(
            model_name="contribution",
            name="spoken",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RemoveConstraint(model_name="contribution", name="contribution_has_words"),
        AddConstraintNotValid(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=~Q(text="") | Q(visibility="withdrawn") | Q(spoken=True), name="contribution_has_words"
            ),
        ),
        ValidateConstraint("contribution", "contribution_has_words"),
    ]
