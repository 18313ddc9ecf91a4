from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_whatsapp")]

    operations = [
        migrations.AddField(
            model_name="news",
            name="besides",
            field=models.JSONField(
                blank=True,
                db_default=[],
                default=list,
                help_text="occasions: whoever was told of one of them knows already",
            ),
        ),
    ]
