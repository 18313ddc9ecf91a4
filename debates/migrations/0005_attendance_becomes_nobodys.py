import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.operations import AllowNull


class Migration(migrations.Migration):

    dependencies = [
        ('debates', '0004_spoken_words_hold'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AllowNull(
            model_name='attendance',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
