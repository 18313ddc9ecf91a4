import core.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('councils', '0001_initial'),
        ('deliberations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='QuestionSitting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='question_sitting', to='deliberations.session')),
                        ('sitting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='question_sitting', to='deliberations.sitting')),
                    ],
                    options={
                        'verbose_name': 'sitting for answers',
                        'verbose_name_plural': 'sittings for answers',
                    },
                ),
                migrations.CreateModel(
                    name='InformationReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('executed_ar', models.TextField(blank=True)),
                        ('executed_fr', models.TextField(blank=True)),
                        ('delegated_ar', models.TextField(blank=True)),
                        ('delegated_fr', models.TextField(blank=True)),
                        ('contracts_ar', models.TextField(blank=True)),
                        ('contracts_fr', models.TextField(blank=True)),
                        ('other_ar', models.TextField(blank=True)),
                        ('other_fr', models.TextField(blank=True)),
                        ('since', models.DateField()),
                        ('until', models.DateField(blank=True, null=True)),
                        ('figures', models.JSONField(blank=True, default=dict)),
                        ('state', models.CharField(choices=[('draft', 'in preparation'), ('published', 'published')], default='draft', max_length=10)),
                        ('version', models.PositiveIntegerField(default=0, help_text='raised by each save')),
                        ('signed_role', models.CharField(blank=True, choices=[('president', 'president of the council'), ('vice_president', 'vice-president'), ('secretary', 'secretary of the council'), ('chair', 'chair of a standing committee'), ('member', 'member of the council'), ('officer', 'communal officer'), ('director', 'director of services')], max_length=16)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='information_reports', to='councils.council')),
                        ('session', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='information_report', to='deliberations.session')),
                        ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.mandate')),
                    ],
                    options={
                        'verbose_name': 'information report',
                        'verbose_name_plural': 'information reports',
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('signed_by__isnull', False), ('until__isnull', False)), _connector='OR'), name='published_report_is_signed')],
                    },
                ),
                migrations.CreateModel(
                    name='Order',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('number', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('police', 'administrative police: hygiene, quiet, safety'), ('traffic', 'traffic and parking'), ('building', 'building and town planning'), ('services', 'organisation of the services'), ('delegation', 'delegation of powers or of signature'), ('finance', 'fees, duties and budget'), ('other', 'another matter')], max_length=12)),
                        ('title_ar', models.CharField(blank=True, max_length=300)),
                        ('title_fr', models.CharField(blank=True, max_length=300)),
                        ('text_ar', models.TextField(blank=True)),
                        ('text_fr', models.TextField(blank=True)),
                        ('article', models.CharField(blank=True, max_length=200)),
                        ('signed_on', models.DateField(blank=True, null=True)),
                        ('file', models.FileField(blank=True, upload_to='presidency/orders/')),
                        ('pages', models.PositiveIntegerField(default=0)),
                        ('size', models.PositiveIntegerField(default=0, help_text='of the file, in bytes')),
                        ('state', models.CharField(choices=[('draft', 'in preparation'), ('published', 'in force'), ('repealed', 'repealed')], default='draft', max_length=10)),
                        ('signed_role', models.CharField(blank=True, choices=[('president', 'president of the council'), ('vice_president', 'vice-president'), ('secretary', 'secretary of the council'), ('chair', 'chair of a standing committee'), ('member', 'member of the council'), ('officer', 'communal officer'), ('director', 'director of services')], max_length=16)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('repealed_at', models.DateTimeField(blank=True, null=True)),
                        ('version', models.PositiveIntegerField(default=1, help_text='raised by each save of the draft')),
                        ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='councils.council')),
                        ('repeals', models.ManyToManyField(blank=True, related_name='+', to='presidency.order')),
                        ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced', to='presidency.order')),
                        ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.mandate')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'order of the president',
                        'verbose_name_plural': 'orders of the president',
                        'ordering': ['-year', '-number'],
                        'indexes': [models.Index(fields=['council', '-year', '-number'], name='order_register'), models.Index(condition=models.Q(('state', 'draft'), _negated=True), fields=['-published_at'], name='order_latest')],
                        'constraints': [models.UniqueConstraint(fields=('council', 'year', 'number'), name='one_order_a_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('year__gte', 1960), ('year__lte', 2200)), name='order_is_numbered'), models.CheckConstraint(condition=models.Q(('title_ar', ''), ('title_fr', ''), _negated=True), name='order_has_a_title'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('published_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='published_order_is_signed'), models.CheckConstraint(condition=models.Q(('replaced_by', models.F('id')), _negated=True), name='order_is_replaced_by_another'), models.CheckConstraint(condition=models.Q(('replaced_by__isnull', True), ('state', 'repealed'), _connector='OR'), name='replaced_order_is_repealed')],
                    },
                ),
                migrations.CreateModel(
                    name='WrittenQuestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('text', models.TextField()),
                        ('theme', models.CharField(choices=[('water', 'water and sanitation'), ('roads', 'roads and tracks'), ('lighting', 'public lighting'), ('waste', 'waste and cleanliness'), ('transport', 'transport and traffic'), ('education', 'school and pre-school'), ('health', 'health and hygiene'), ('green', 'environment and green spaces'), ('culture', 'culture, sport and youth'), ('social', 'social affairs and accessibility'), ('markets', 'markets and local economy'), ('safety', 'safety in public space'), ('administration', 'communal administration'), ('other', 'another subject')], default='other', max_length=16)),
                        ('came_from', models.CharField(blank=True, max_length=200)),
                        ('asked_at', models.DateTimeField(auto_now_add=True)),
                        ('received_on', models.DateField()),
                        ('session_on', models.DateField()),
                        ('last_day', models.DateField(blank=True, null=True)),
                        ('missed_on', models.DateField(blank=True, null=True)),
                        ('due_on', models.DateField()),
                        ('held_until', models.DateField(blank=True, null=True)),
                        ('state', models.CharField(choices=[('asked', 'waiting for an answer'), ('drafted', 'answer in preparation'), ('answered', 'answered'), ('withdrawn', 'taken back')], default='asked', max_length=10)),
                        ('reply', models.TextField(blank=True)),
                        ('reply_version', models.PositiveIntegerField(default=0, help_text='raised by each save')),
                        ('signed_role', models.CharField(blank=True, choices=[('president', 'president of the council'), ('vice_president', 'vice-president'), ('secretary', 'secretary of the council'), ('chair', 'chair of a standing committee'), ('member', 'member of the council'), ('officer', 'communal officer'), ('director', 'director of services')], max_length=16)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='councils.committee')),
                        ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='written_questions', to='councils.council')),
                        ('drafted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.mandate')),
                        ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='written_questions', to='councils.mandate')),
                        ('referral', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='written_questions', to='councils.referral')),
                        ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='written_questions', to='deliberations.session')),
                        ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.mandate')),
                    ],
                    options={
                        'verbose_name': 'written question',
                        'verbose_name_plural': 'written questions',
                        'ordering': ['-id'],
                        'indexes': [models.Index(fields=['council', 'state', '-id'], name='question_of_council'), models.Index(condition=models.Q(('state__in', ['asked', 'drafted'])), fields=['due_on'], name='question_waiting_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), models.Q(('answered_at__isnull', False), ('signed_by__isnull', False), models.Q(('reply', ''), _negated=True)), _connector='OR'), name='answered_question_is_signed'), models.CheckConstraint(condition=models.Q(('session_on__gt', models.F('received_on'))), name='question_comes_before_its_session')],
                    },
                ),
            ],
        ),
    ]
