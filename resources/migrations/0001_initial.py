import core.tables
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('spaces', '0001_initial'),
        ('territories', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Resource',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title_ar', models.CharField(blank=True, max_length=160)),
                        ('title_fr', models.CharField(blank=True, max_length=160)),
                        ('title_zgh', models.CharField(blank=True, max_length=160)),
                        ('summary_ar', models.TextField(blank=True, max_length=600)),
                        ('summary_fr', models.TextField(blank=True, max_length=600)),
                        ('summary_zgh', models.TextField(blank=True, max_length=600)),
                        ('text_ar', models.TextField(blank=True, max_length=20000)),
                        ('text_fr', models.TextField(blank=True, max_length=20000)),
                        ('text_zgh', models.TextField(blank=True, max_length=20000)),
                        ('url', models.CharField(blank=True, max_length=500)),
                        ('phone', models.CharField(blank=True, max_length=40)),
                        ('email', models.CharField(blank=True, max_length=254)),
                        ('address', models.CharField(blank=True, max_length=300)),
                        ('source', models.CharField(blank=True, max_length=200)),
                        ('licence', models.CharField(choices=[('cc_by', 'CC BY 4.0: use and change it, naming its source'), ('cc_by_sa', 'CC BY-SA 4.0: the same, and share your changes alike'), ('cc0', 'CC0: use it freely'), ('public', 'public document: reuse it with its source and date (law 31-13, art. 6)'), ('permitted', 'all rights reserved, published here with permission')], default='cc_by', max_length=10)),
                        ('issued_on', models.DateField(blank=True, null=True)),
                        ('file', models.FileField(blank=True, upload_to='resources/')),
                        ('file_kind', models.CharField(blank=True, choices=[('pdf', 'PDF'), ('csv', 'CSV'), ('ods', 'ODS')], max_length=4)),
                        ('size', models.PositiveIntegerField(default=0)),
                        ('pages', models.PositiveSmallIntegerField(default=0)),
                        ('key', models.SlugField(blank=True, max_length=60, null=True, unique=True)),
                        ('kind', models.CharField(choices=[('document', 'document'), ('guide', 'guide'), ('letter', 'model letter'), ('statistics', 'statistics'), ('contact', 'contact of an organisation'), ('link', 'address of a page'), ('practice', 'experience sheet')], max_length=10)),
                        ('state', models.CharField(choices=[('draft', 'in preparation'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=9)),
                        ('theme', models.CharField(choices=[('water', 'water and sanitation'), ('roads', 'roads and tracks'), ('lighting', 'public lighting'), ('waste', 'waste and cleanliness'), ('transport', 'transport and traffic'), ('education', 'school and pre-school'), ('health', 'health and hygiene'), ('green', 'environment and green spaces'), ('culture', 'culture, sport and youth'), ('social', 'social affairs and accessibility'), ('markets', 'markets and local economy'), ('safety', 'safety in public space'), ('administration', 'communal administration'), ('other', 'another subject')], default='other', max_length=16)),
                        ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ar', 'Arabic'), ('fr', 'French'), ('zgh', 'Amazigh')], max_length=3), default=list)),
                        ('readers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('facilitator', 'facilitator'), ('moderator', 'moderator'), ('rapporteur', 'rapporteur'), ('desk', 'desk agent'), ('treasurer', 'treasurer of an association'), ('secretary', 'secretary of an association'), ('mandatary', 'mandatary of a petition'), ('elected', 'elected member of a council')], max_length=12), blank=True, default=list)),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('review_on', models.DateField(blank=True, null=True)),
                        ('review_told_at', models.DateTimeField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('changed_at', models.DateTimeField(blank=True, null=True)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('folded', models.TextField(default='', editable=False)),
                        ('search', django.contrib.postgres.search.SearchVectorField(default='', editable=False)),
                        ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='spaces.association')),
                        ('keeper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('space', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='spaces.space')),
                        ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='territories.territory')),
                    ],
                    options={
                        'verbose_name': 'resource',
                        'verbose_name_plural': 'resources',
                        'ordering': ['-id'],
                        'indexes': [models.Index(condition=models.Q(('state', 'published')), fields=['-published_at', '-id'], name='resource_newest'), models.Index(fields=['kind', '-published_at', '-id'], name='resource_by_kind'), models.Index(condition=models.Q(('state', 'published')), fields=['review_on'], name='resource_to_review'), django.contrib.postgres.indexes.GinIndex(fields=['search'], name='resource_search'), django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='resource_folded_trgm', opclasses=['gin_trgm_ops']), django.contrib.postgres.indexes.GinIndex(fields=['readers'], name='resource_readers')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('space__isnull', True), ('association__isnull', True), _connector='OR'), name='resource_has_one_owner'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('published_at__isnull', False), ('version__gte', 1)), _connector='OR'), name='published_resource_has_its_version'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', False), _connector='OR'), name='withdrawn_resource_has_its_date')],
                    },
                ),
                migrations.CreateModel(
                    name='Kept',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_resources', to=settings.AUTH_USER_MODEL)),
                        ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept', to='resources.resource')),
                    ],
                    options={
                        'verbose_name': 'kept resource',
                        'verbose_name_plural': 'kept resources',
                        'ordering': ['-id'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'resource'), name='kept_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Version',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title_ar', models.CharField(blank=True, max_length=160)),
                        ('title_fr', models.CharField(blank=True, max_length=160)),
                        ('title_zgh', models.CharField(blank=True, max_length=160)),
                        ('summary_ar', models.TextField(blank=True, max_length=600)),
                        ('summary_fr', models.TextField(blank=True, max_length=600)),
                        ('summary_zgh', models.TextField(blank=True, max_length=600)),
                        ('text_ar', models.TextField(blank=True, max_length=20000)),
                        ('text_fr', models.TextField(blank=True, max_length=20000)),
                        ('text_zgh', models.TextField(blank=True, max_length=20000)),
                        ('url', models.CharField(blank=True, max_length=500)),
                        ('phone', models.CharField(blank=True, max_length=40)),
                        ('email', models.CharField(blank=True, max_length=254)),
                        ('address', models.CharField(blank=True, max_length=300)),
                        ('source', models.CharField(blank=True, max_length=200)),
                        ('licence', models.CharField(choices=[('cc_by', 'CC BY 4.0: use and change it, naming its source'), ('cc_by_sa', 'CC BY-SA 4.0: the same, and share your changes alike'), ('cc0', 'CC0: use it freely'), ('public', 'public document: reuse it with its source and date (law 31-13, art. 6)'), ('permitted', 'all rights reserved, published here with permission')], default='cc_by', max_length=10)),
                        ('issued_on', models.DateField(blank=True, null=True)),
                        ('file', models.FileField(blank=True, upload_to='resources/')),
                        ('file_kind', models.CharField(blank=True, choices=[('pdf', 'PDF'), ('csv', 'CSV'), ('ods', 'ODS')], max_length=4)),
                        ('size', models.PositiveIntegerField(default=0)),
                        ('pages', models.PositiveSmallIntegerField(default=0)),
                        ('number', models.PositiveIntegerField()),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('change', models.CharField(blank=True, help_text='what changed, in words; empty for the first', max_length=300)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('resource', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='resources.resource')),
                    ],
                    options={
                        'verbose_name': 'version of a resource',
                        'verbose_name_plural': 'versions of resources',
                        'ordering': ['resource', '-number'],
                        'constraints': [models.UniqueConstraint(fields=('resource', 'number'), name='one_version_a_number')],
                    },
                ),
            ],
        ),
    ]
