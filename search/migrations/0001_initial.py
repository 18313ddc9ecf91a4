import core.tables
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_extensions'),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Reading',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seal', models.BigIntegerField(default=0)),
                        ('mended_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'reading of the journal',
                        'verbose_name_plural': 'readings of the journal',
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=16)),
                        ('key', models.BigIntegerField()),
                        ('at', models.DateTimeField()),
                        ('weight', models.FloatField(default=1)),
                        ('words', django.contrib.postgres.search.SearchVectorField()),
                        ('digest', models.CharField(max_length=32)),
                    ],
                    options={
                        'verbose_name': 'entry of the search',
                        'verbose_name_plural': 'entries of the search',
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='search_entry_words'), models.Index(fields=['-at', '-id'], name='search_entry_newest')],
                        'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='one_search_entry_a_thing')],
                    },
                ),
                migrations.CreateModel(
                    name='Lexeme',
                    fields=[
                        ('lexeme', models.CharField(max_length=160, primary_key=True, serialize=False)),
                        ('count', models.PositiveIntegerField()),
                        ('is_word', models.BooleanField(help_text='written so by somebody: not a stem, a key or a place')),
                    ],
                    options={
                        'verbose_name': 'lexeme of the search',
                        'verbose_name_plural': 'lexemes of the search',
                        'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('lexeme'), name='gin_trgm_ops'), condition=models.Q(('is_word', True)), name='search_lexeme_alike')],
                    },
                ),
            ],
        ),
    ]
