import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_one_system_account'),
    ]

    operations = [
        migrations.CreateModel(
            name='Barring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.BinaryField(editable=False, max_length=32, unique=True)),
                ('until', models.DateTimeField()),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'barred contact',
                'verbose_name_plural': 'barred contacts',
            },
        ),
        # Last: the lock on everybody's table is held while what follows is drawn.
        migrations.AddField(
            model_name='user',
            name='unused_told_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
