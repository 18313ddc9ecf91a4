import core.tables
import councils.models
import django.contrib.gis.db.models.fields
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('territories', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Council',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seats', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('pledge_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('pledge_days_kind', models.CharField(choices=[('calendar', 'calendar days'), ('working', 'working days')], default='calendar', max_length=10)),
                        ('opened_at', models.DateTimeField(auto_now_add=True)),
                        ('changed_at', models.DateTimeField(auto_now=True)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('territory', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='council', to='territories.territory')),
                    ],
                    options={
                        'verbose_name': 'council',
                        'verbose_name_plural': 'councils',
                        'ordering': ['territory__code'],
                    },
                ),
                migrations.CreateModel(
                    name='Committee',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name_ar', models.CharField(max_length=160)),
                        ('name_fr', models.CharField(max_length=160)),
                        ('themes', models.JSONField(blank=True, default=list)),
                        ('changed_at', models.DateTimeField(auto_now=True)),
                        ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='committees', to='councils.council')),
                    ],
                    options={
                        'verbose_name': 'standing committee',
                        'verbose_name_plural': 'standing committees',
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='AnswerTemplate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.SlugField(blank=True, editable=False, max_length=40, null=True, unique=True)),
                        ('name_ar', models.CharField(max_length=120)),
                        ('name_fr', models.CharField(max_length=120)),
                        ('verdict', models.CharField(choices=[('planned', 'will be done'), ('done', 'has been done'), ('declined', 'will not be done'), ('informed', 'information')], max_length=12)),
                        ('text_ar', models.TextField()),
                        ('text_fr', models.TextField()),
                        ('condition_ar', models.CharField(blank=True, max_length=200)),
                        ('condition_fr', models.CharField(blank=True, max_length=200)),
                        ('citation', models.CharField(blank=True, max_length=120)),
                        ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answer_templates', to='councils.council')),
                    ],
                    options={
                        'verbose_name': 'answer template',
                        'verbose_name_plural': 'answer templates',
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='ElectionPeriod',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField()),
                        ('reason_ar', models.CharField(max_length=300)),
                        ('reason_fr', models.CharField(max_length=300)),
                        ('citation', models.CharField(max_length=200)),
                    ],
                    options={
                        'verbose_name': 'election period',
                        'verbose_name_plural': 'election periods',
                        'ordering': ['-starts_on'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='election_period_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='Mandate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name_ar', models.CharField(max_length=120)),
                        ('name_fr', models.CharField(max_length=120)),
                        ('role', models.CharField(choices=[('president', 'president of the council'), ('vice_president', 'vice-president'), ('secretary', 'secretary of the council'), ('chair', 'chair of a standing committee'), ('member', 'member of the council'), ('officer', 'communal officer'), ('director', 'director of services')], max_length=16)),
                        ('delegation', models.CharField(blank=True, max_length=200)),
                        ('may_publish', models.BooleanField(default=False)),
                        ('places', models.JSONField(blank=True, default=list, help_text='douars and neighbourhoods, as people write them')),
                        ('wants_brief', models.BooleanField(default=True, help_text="the week's brief, by mail")),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('changed_at', models.DateTimeField(auto_now=True)),
                        ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mandates', to='councils.committee')),
                        ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates', to='councils.council')),
                        ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='territories.territory')),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'mandate',
                        'verbose_name_plural': 'mandates',
                        'ordering': ['id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='mandate_ends_after_it_starts'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role__in', ['chair', 'member', 'president', 'secretary', 'vice_president']), ('user__isnull', False)), expressions=[('council', '='), ('user', '='), ('role', '='), (councils.models.HeldOn('starts_on', 'ends_on', models.Value('[]')), '&&')], name='one_mandate_of_a_person_in_a_role_at_a_time', violation_error_message='This person holds this office in this council on some of these days.')],
                    },
                ),
                migrations.CreateModel(
                    name='Referral',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('summary', models.TextField(blank=True)),
                        ('url', models.CharField(help_text='path of the public page, without the language', max_length=200)),
                        ('theme', models.CharField(choices=[('water', 'water and sanitation'), ('roads', 'roads and tracks'), ('lighting', 'public lighting'), ('waste', 'waste and cleanliness'), ('transport', 'transport and traffic'), ('education', 'school and pre-school'), ('health', 'health and hygiene'), ('green', 'environment and green spaces'), ('culture', 'culture, sport and youth'), ('social', 'social affairs and accessibility'), ('markets', 'markets and local economy'), ('safety', 'safety in public space'), ('administration', 'communal administration'), ('other', 'another subject')], default='other', max_length=16)),
                        ('place', models.CharField(blank=True, max_length=120)),
                        ('location', django.contrib.gis.db.models.fields.PointField(blank=True, null=True, srid=4326)),
                        ('state', models.CharField(choices=[('received', 'received'), ('assigned', 'assigned'), ('drafted', 'answer drafted'), ('validated', 'answer validated'), ('answered', 'answered'), ('withdrawn', 'withdrawn')], default='received', max_length=12)),
                        ('received_at', models.DateTimeField(auto_now_add=True)),
                        ('rule_key', models.CharField(blank=True, max_length=60)),
                        ('is_pledge', models.BooleanField(default=False)),
                        ('started_on', models.DateField(default=django.utils.timezone.localdate)),
                        ('due_on', models.DateField()),
                        ('paused_for', models.CharField(blank=True, choices=[('detail', 'waiting for details from the people who asked'), ('authority', 'waiting for another authority'), ('session', 'waiting for a session of the council'), ('field', 'waiting for a visit on site')], max_length=12)),
                        ('service', models.CharField(blank=True, max_length=120)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('is_shown', models.BooleanField(default=True)),
                        ('by_procedure', models.BooleanField(default=False, help_text='answered on the page of what is behind it, by the steps that the law names')),
                        ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='referrals', to='councils.committee')),
                        ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='councils.council')),
                        ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='referrals', to='councils.mandate')),
                        ('referred_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'referral',
                        'verbose_name_plural': 'referrals',
                        'ordering': ['due_on', 'id'],
                        'indexes': [models.Index(fields=['council', 'state', 'due_on'], name='referral_workbench'), models.Index(fields=['mandate', 'state', 'due_on'], name='referral_mine'), models.Index(fields=['council', '-id'], name='referral_newest'), models.Index(condition=models.Q(('state__in', ['assigned', 'drafted', 'received', 'validated'])), fields=['due_on'], name='referral_open_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('paused_for', ''), ('state__in', ['assigned', 'drafted', 'received', 'validated']), _connector='OR'), name='only_open_referral_pauses'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('state', 'answered')), models.Q(('state', 'answered'), _negated=True), _connector='OR'), name='answered_referral_has_its_date')],
                    },
                ),
                migrations.CreateModel(
                    name='Pause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(choices=[('detail', 'waiting for details from the people who asked'), ('authority', 'waiting for another authority'), ('session', 'waiting for a session of the council'), ('field', 'waiting for a visit on site')], max_length=12)),
                        ('detail', models.CharField(blank=True, max_length=300)),
                        ('started_on', models.DateField()),
                        ('ended_on', models.DateField(blank=True, null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='councils.referral')),
                    ],
                    options={
                        'verbose_name': 'pause',
                        'verbose_name_plural': 'pauses',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('referral',), name='one_open_pause_a_referral')],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('verdict', models.CharField(choices=[('planned', 'will be done'), ('done', 'has been done'), ('declined', 'will not be done'), ('informed', 'information')], max_length=12)),
                        ('text', models.TextField()),
                        ('planned_for', models.DateField(blank=True, help_text='the date promised, when there is one', null=True)),
                        ('drafted_at', models.DateTimeField(auto_now=True)),
                        ('validated_at', models.DateTimeField(blank=True, null=True)),
                        ('signed_role', models.CharField(blank=True, choices=[('president', 'president of the council'), ('vice_president', 'vice-president'), ('secretary', 'secretary of the council'), ('chair', 'chair of a standing committee'), ('member', 'member of the council'), ('officer', 'communal officer'), ('director', 'director of services')], max_length=16)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('published_on', models.DateField(blank=True, help_text='the day in Morocco', null=True)),
                        ('started_on', models.DateField(blank=True, null=True)),
                        ('due_on', models.DateField(blank=True, null=True)),
                        ('version', models.PositiveIntegerField(default=1, help_text='raised by each save: two officers cannot overwrite each other')),
                        ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.mandate')),
                        ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.mandate')),
                        ('validated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.mandate')),
                        ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='councils.referral')),
                    ],
                    options={
                        'verbose_name': 'answer',
                        'verbose_name_plural': 'answers',
                        'ordering': ['id'],
                        'indexes': [models.Index(condition=models.Q(('published_at__isnull', False)), fields=['-published_at'], name='answer_latest')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('referral',), name='one_draft_answer_a_referral'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(('signed_by__isnull', False), models.Q(('signed_role', ''), _negated=True)), _connector='OR'), name='published_answer_is_signed'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_on__isnull', True)), models.Q(('published_at__isnull', False), ('published_on__isnull', False)), _connector='OR'), name='published_answer_has_its_day')],
                    },
                ),
            ],
        ),
    ]
