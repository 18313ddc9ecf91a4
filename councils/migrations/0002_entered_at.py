from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("councils", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="entered_at",
            field=models.DateTimeField(auto_now_add=True, help_text="empty: before this was kept", null=True),
        )
        for model in ("committee", "mandate")
    ]
