from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0005_english_words_of_the_list")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="reply",
            field=models.TextField(blank=True, help_text="what who looked again answered", max_length=1000),
        ),
    ]
