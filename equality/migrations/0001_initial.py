import core.tables
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import equality.models.body
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('councils', '0001_initial'),
        ('deliberations', '0001_initial'),
        ('spaces', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Body',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField()),
                        ('decided_by', models.CharField(blank=True, max_length=200)),
                        ('call_ar', models.TextField(blank=True)),
                        ('call_fr', models.TextField(blank=True)),
                        ('call_until', models.DateField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='equality_bodies', to='councils.council')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'consultative body for equality',
                        'verbose_name_plural': 'consultative bodies for equality',
                        'ordering': ['-starts_on'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='body_ends_after_it_starts'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('council', '='), (equality.models.body.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='one_body_of_a_council_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Member',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name_ar', models.CharField(max_length=120)),
                        ('name_fr', models.CharField(max_length=120)),
                        ('background', models.CharField(choices=[('association', 'associations'), ('women', 'women’s rights'), ('youth', 'young people'), ('disability', 'rights of people with disabilities'), ('research', 'research and teaching'), ('economy', 'local economy'), ('other', 'another field')], default='association', max_length=12)),
                        ('seat', models.CharField(choices=[('chair', 'chair of the body'), ('rapporteur', 'rapporteur of the body'), ('member', 'member of the body')], default='member', max_length=12)),
                        ('gender', models.CharField(choices=[('woman', 'woman'), ('man', 'man')], max_length=6)),
                        ('is_young', models.BooleanField(default=False)),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField()),
                        ('folded', models.CharField(editable=False, help_text='the name, folded, by which twins are found', max_length=240)),
                        ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='body_members', to='spaces.association')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='equality.body')),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='body_seats', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'member of the equality body',
                        'verbose_name_plural': 'members of the equality body',
                        'ordering': ['id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='seat_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('association__isnull', False), ('background', 'association')), models.Q(models.Q(('background', 'association'), _negated=True), ('association__isnull', True)), _connector='OR'), name='association_member_names_her_association'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('user__isnull', False)), expressions=[('body', '='), ('user', '='), (equality.models.body.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='one_seat_a_person_at_a_time'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('seat', 'chair')), expressions=[('body', '='), (equality.models.body.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='one_chair_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('held_on', models.DateField()),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('in_office', models.PositiveSmallIntegerField()),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='equality.body')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('present', models.ManyToManyField(related_name='meetings', to='equality.member')),
                    ],
                    options={
                        'verbose_name': 'meeting of the equality body',
                        'verbose_name_plural': 'meetings of the equality body',
                        'ordering': ['-held_on', '-id'],
                        'constraints': [models.UniqueConstraint(fields=('body', 'held_on'), name='one_meeting_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Opinion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('origin', models.CharField(choices=[('asked', 'asked for by the president'), ('own', 'on its own initiative')], max_length=8)),
                        ('subject', models.CharField(choices=[('plan', 'the action plan of the commune'), ('budget', 'the budget'), ('services', 'a public service or facility'), ('project', 'a project'), ('other', 'another matter')], default='other', max_length=12)),
                        ('theme', models.CharField(choices=[('water', 'water and sanitation'), ('roads', 'roads and tracks'), ('lighting', 'public lighting'), ('waste', 'waste and cleanliness'), ('transport', 'transport and traffic'), ('education', 'school and pre-school'), ('health', 'health and hygiene'), ('green', 'environment and green spaces'), ('culture', 'culture, sport and youth'), ('social', 'social affairs and accessibility'), ('markets', 'markets and local economy'), ('safety', 'safety in public space'), ('administration', 'communal administration'), ('other', 'another subject')], default='social', max_length=16)),
                        ('title_ar', models.CharField(blank=True, max_length=200)),
                        ('title_fr', models.CharField(blank=True, max_length=200)),
                        ('question', models.TextField(blank=True)),
                        ('asked_on', models.DateField()),
                        ('answer_by', models.DateField(blank=True, null=True)),
                        ('text_ar', models.TextField(blank=True)),
                        ('text_fr', models.TextField(blank=True)),
                        ('version', models.PositiveIntegerField(default=0, help_text='raised by each save of its words')),
                        ('state', models.CharField(choices=[('asked', 'to be written'), ('drafted', 'being written'), ('adopted', 'adopted by the body'), ('published', 'published'), ('dropped', 'given up')], default='asked', max_length=10)),
                        ('votes_for', models.PositiveSmallIntegerField(default=0)),
                        ('votes_against', models.PositiveSmallIntegerField(default=0)),
                        ('abstentions', models.PositiveSmallIntegerField(default=0)),
                        ('in_office', models.PositiveSmallIntegerField(default=0)),
                        ('present_count', models.PositiveSmallIntegerField(default=0)),
                        ('adopted_at', models.DateTimeField(blank=True, null=True)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.mandate')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='equality.body')),
                        ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='deliberations.agendaitem')),
                        ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='equality.meeting')),
                        ('rapporteur', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reported', to='equality.member')),
                        ('referral', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinion', to='councils.referral')),
                    ],
                    options={
                        'verbose_name': 'opinion of the equality body',
                        'verbose_name_plural': 'opinions of the equality body',
                        'ordering': ['-id'],
                        'indexes': [models.Index(fields=['body', 'state', '-id'], name='opinion_of_body')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('title_ar', ''), ('title_fr', ''), _negated=True), name='opinion_has_a_title'), models.CheckConstraint(condition=models.Q(models.Q(('asked_by__isnull', True), ('origin', 'own')), models.Q(('asked_by__isnull', False), ('origin', 'asked')), _connector='OR'), name='asked_opinion_says_who_asked'), models.CheckConstraint(condition=models.Q(('present_count__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('votes_for'), '+', models.F('votes_against')), '+', models.F('abstentions')))), name='opinion_has_no_more_votes_than_present'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['adopted', 'published']), _negated=True), models.Q(('in_office__lt', django.db.models.expressions.CombinedExpression(models.F('votes_for'), '+', models.F('votes_for'))), ('meeting__isnull', False)), _connector='OR'), name='adopted_opinion_has_its_majority'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('referral__isnull', False)), _connector='OR'), name='published_opinion_is_before_the_council')],
                    },
                ),
            ],
        ),
    ]
