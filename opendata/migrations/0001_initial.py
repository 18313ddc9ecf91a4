import core.tables
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Dump',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('dataset', models.CharField(max_length=40)),
                        ('format', models.CharField(choices=[('csv', 'CSV'), ('json', 'JSON'), ('geojson', 'GeoJSON')], max_length=8)),
                        ('file', models.FileField(max_length=200, upload_to='open-data/')),
                        ('rows', models.PositiveIntegerField()),
                        ('size', models.PositiveBigIntegerField(help_text='bytes')),
                        ('sha256', models.CharField(max_length=64)),
                        ('read_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'file of open data',
                        'verbose_name_plural': 'files of open data',
                        'ordering': ['dataset', 'format'],
                        'constraints': [models.UniqueConstraint(fields=('dataset', 'format'), name='one_dump_a_format')],
                    },
                ),
            ],
        ),
    ]
