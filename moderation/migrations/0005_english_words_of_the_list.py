from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_picture_taken_away")]

    operations = [
        migrations.AlterField(
            model_name="listedword",
            name="language",
            field=models.CharField(
                choices=[
                    ("ar", "Arabic"),
                    ("fr", "French"),
                    ("en", "English"),
                    ("ary", "Darija in Latin letters"),
                    ("zgh", "Amazigh"),
                ],
                max_length=3,
            ),
        ),
    ]
