import core.tables
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('councils', '0001_initial'),
        ('spaces', '0001_initial'),
        ('territories', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Edition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(unique=True)),
                        ('counted_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('public_on', models.DateField()),
                        ('councils', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'edition of the figures',
                        'verbose_name_plural': 'editions of the figures',
                        'ordering': ['-month'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='edition_begins_a_month')],
                    },
                ),
                migrations.CreateModel(
                    name='Snapshot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.CharField(choices=[('region', 'region'), ('province', 'province'), ('prefecture', 'prefecture'), ('commune', 'commune'), ('arrondissement', 'arrondissement')], max_length=16)),
                        ('band', models.CharField(blank=True, choices=[('7500', 'up to 7,500 inhabitants'), ('15000', '7,501 to 15,000 inhabitants'), ('25000', '15,001 to 25,000 inhabitants'), ('50000', '25,001 to 50,000 inhabitants'), ('100000', '50,001 to 100,000 inhabitants'), ('above', 'more than 100,000 inhabitants')], max_length=8)),
                        ('numbers', models.JSONField(default=dict)),
                        ('median_days', models.PositiveIntegerField(blank=True, null=True)),
                        ('oldest_days', models.PositiveIntegerField(blank=True, help_text='the longest delay of what is late, days', null=True)),
                        ('months', models.JSONField(default=dict)),
                        ('values', models.JSONField(default=dict)),
                        ('standings', models.JSONField(default=dict)),
                        ('published', models.JSONField(default=dict)),
                        ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='councils.council')),
                        ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='observatory.edition')),
                        ('region', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.territory')),
                    ],
                    options={
                        'verbose_name': 'council’s figures',
                        'verbose_name_plural': 'councils’ figures',
                        'ordering': ['id'],
                        'indexes': [models.Index(fields=['edition', 'region', 'level', 'id'], name='snapshot_of_region')],
                        'constraints': [models.UniqueConstraint(fields=('edition', 'council'), name='one_snapshot_a_council')],
                    },
                ),
                migrations.CreateModel(
                    name='Comment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveSmallIntegerField()),
                        ('text', models.TextField(max_length=2000)),
                        ('signed_role', models.CharField(choices=[('president', 'president of the council'), ('vice_president', 'vice-president'), ('secretary', 'secretary of the council'), ('chair', 'chair of a standing committee'), ('member', 'member of the council'), ('officer', 'communal officer'), ('director', 'director of services')], max_length=16)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.mandate')),
                        ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='observatory.snapshot')),
                    ],
                    options={
                        'verbose_name': 'comment of a council',
                        'verbose_name_plural': 'comments of councils',
                        'ordering': ['-version'],
                        'constraints': [models.UniqueConstraint(fields=('snapshot', 'version'), name='one_comment_a_version'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_says_something')],
                    },
                ),
                migrations.CreateModel(
                    name='CensusShare',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.CharField(choices=[('women', 'women'), ('young', 'people under 35'), ('disabled', 'people with disabilities'), ('rural', 'people of rural communes'), ('first', 'people who take part for the first time')], max_length=8)),
                        ('share', models.DecimalField(decimal_places=1, max_digits=4)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('source', models.CharField(max_length=200)),
                        ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territories.territory')),
                    ],
                    options={
                        'verbose_name': 'share in the census',
                        'verbose_name_plural': 'shares in the census',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('territory', 'group'), name='one_census_share_a_group', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('share__gte', 0), ('share__lte', 100)), name='census_share_is_a_percentage')],
                    },
                ),
                migrations.CreateModel(
                    name='Benchmark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('scope', models.CharField(choices=[('country', 'the country'), ('region', 'the region'), ('band', 'communes of like size')], max_length=8)),
                        ('code', models.CharField(blank=True, help_text='of the region, or the size', max_length=16)),
                        ('level', models.CharField(choices=[('region', 'region'), ('province', 'province'), ('prefecture', 'prefecture'), ('commune', 'commune'), ('arrondissement', 'arrondissement')], max_length=16)),
                        ('councils', models.PositiveIntegerField()),
                        ('numbers', models.JSONField(default=dict)),
                        ('median_days', models.PositiveIntegerField(blank=True, null=True)),
                        ('spreads', models.JSONField(default=dict)),
                        ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='benchmarks', to='observatory.edition')),
                    ],
                    options={
                        'verbose_name': 'group of councils',
                        'verbose_name_plural': 'groups of councils',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('edition', 'scope', 'code', 'level'), name='one_benchmark_a_group')],
                    },
                ),
                migrations.CreateModel(
                    name='Inclusion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('process', models.CharField(choices=[('space', 'everything in the space'), ('debate', 'debate'), ('consultation', 'consultation'), ('event', 'meeting')], max_length=12)),
                        ('number', models.PositiveBigIntegerField(default=0)),
                        ('title', models.CharField(blank=True, max_length=200)),
                        ('path', models.CharField(blank=True, help_text='of its page, without the language', max_length=200)),
                        ('ends_at', models.DateTimeField(blank=True, null=True)),
                        ('is_running', models.BooleanField(default=False)),
                        ('basis', models.PositiveIntegerField(default=0)),
                        ('online', models.PositiveIntegerField(blank=True, null=True)),
                        ('hall', models.PositiveIntegerField(blank=True, null=True)),
                        ('groups', models.JSONField(default=dict)),
                        ('counted_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territories.territory')),
                        ('space', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spaces.space')),
                    ],
                    options={
                        'verbose_name': 'who takes part',
                        'verbose_name_plural': 'who takes part',
                        'ordering': ['-id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('space__isnull', False)), fields=('space', 'process', 'number'), name='one_inclusion_a_process'), models.UniqueConstraint(condition=models.Q(('space__isnull', True)), fields=('region',), name='one_inclusion_a_region'), models.CheckConstraint(condition=models.Q(('space__isnull', True), ('region__isnull', True), _connector='XOR'), name='inclusion_is_of_one_place')],
                    },
                ),
            ],
        ),
    ]
