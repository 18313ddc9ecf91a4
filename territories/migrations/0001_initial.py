import core.tables
import django.contrib.gis.db.models.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
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
                    name='Territory',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=16, unique=True)),
                        ('level', models.CharField(choices=[('region', 'region'), ('province', 'province'), ('prefecture', 'prefecture'), ('commune', 'commune'), ('arrondissement', 'arrondissement')], max_length=16)),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('name_ar', models.CharField(max_length=120)),
                        ('name_fr', models.CharField(max_length=120)),
                        ('kind', models.CharField(blank=True, choices=[('urban', 'urban'), ('rural', 'rural')], max_length=8)),
                        ('population', models.PositiveIntegerField()),
                        ('households', models.PositiveIntegerField(blank=True, null=True)),
                        ('census_year', models.PositiveSmallIntegerField()),
                        ('boundary', django.contrib.gis.db.models.fields.MultiPolygonField(blank=True, null=True, srid=4326)),
                        ('outline', django.contrib.gis.db.models.fields.MultiPolygonField(blank=True, null=True, spatial_index=False, srid=4326)),
                        ('point', django.contrib.gis.db.models.fields.PointField(blank=True, help_text='a point inside, for maps', null=True, srid=4326)),
                        ('folded', models.TextField(editable=False, help_text='every spelling of the name, folded for search, one a line')),
                        ('keys', models.TextField(default='', editable=False, help_text='the sounds of the name, one a line')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='territories.territory')),
                    ],
                    options={
                        'verbose_name': 'territory',
                        'verbose_name_plural': 'territories',
                        'ordering': ['code'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='territory_folded_trgm', opclasses=['gin_trgm_ops']), django.contrib.postgres.indexes.GinIndex(fields=['keys'], name='territory_keys_trgm', opclasses=['gin_trgm_ops']), models.Index(fields=['level', 'code'], name='territory_level')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('level', 'region'), ('parent__isnull', True)), models.Q(models.Q(('level', 'region'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='territory_has_a_parent_or_is_a_region')],
                    },
                ),
            ],
        ),
    ]
