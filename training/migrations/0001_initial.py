import core.tables
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('spaces', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Lesson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('title_ar', models.CharField(max_length=160)),
                        ('title_fr', models.CharField(max_length=160)),
                        ('text_ar', models.TextField(blank=True, max_length=20000)),
                        ('text_fr', models.TextField(blank=True, max_length=20000)),
                        ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='training.module')),
                    ],
                    options={
                        'verbose_name': 'lesson',
                        'verbose_name_plural': 'lessons',
                        'ordering': ['number', 'id'],
                    },
                ),
                migrations.CreateModel(
                    name='Coaching',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('started_at', models.DateTimeField(auto_now_add=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('coach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coachings', to=settings.AUTH_USER_MODEL)),
                        ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coachings', to='spaces.space')),
                    ],
                    options={
                        'verbose_name': 'coaching',
                        'verbose_name_plural': 'coachings',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('space', 'coach'), name='one_coaching_each')],
                    },
                ),
                migrations.CreateModel(
                    name='Course',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.SlugField(blank=True, max_length=40, null=True, unique=True)),
                        ('title_ar', models.CharField(max_length=160)),
                        ('title_fr', models.CharField(max_length=160)),
                        ('about_ar', models.TextField(help_text='what one learns', max_length=2000)),
                        ('about_fr', models.TextField(max_length=2000)),
                        ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('facilitator', 'facilitator'), ('moderator', 'moderator'), ('rapporteur', 'rapporteur'), ('desk', 'desk agent'), ('mandatary', 'mandatary of a petition'), ('representative', 'legal representative of an association'), ('treasurer', 'treasurer'), ('secretary', 'secretary')], max_length=16), blank=True, default=list)),
                        ('minutes', models.PositiveSmallIntegerField(default=60)),
                        ('licence', models.CharField(choices=[('cc-by-4.0', 'CC BY 4.0'), ('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc0-1.0', 'CC0 1.0'), ('reserved', 'all rights reserved')], default='cc-by-4.0', max_length=16)),
                        ('review_on', models.DateField(blank=True, null=True)),
                        ('version', models.PositiveSmallIntegerField(default=1)),
                        ('proof', models.CharField(choices=[('quiz', 'the quiz passed'), ('sessions', 'the sessions attended'), ('both', 'the quiz passed and the sessions attended')], default='quiz', max_length=8)),
                        ('pass_mark', models.PositiveSmallIntegerField(default=70)),
                        ('attendance', models.PositiveSmallIntegerField(default=75)),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=10)),
                        ('folded', models.TextField(default='', editable=False, help_text='titles and what one learns, folded, for search')),
                        ('is_demo', models.BooleanField(default=False)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('space', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='spaces.space')),
                    ],
                    options={
                        'verbose_name': 'course',
                        'verbose_name_plural': 'courses',
                        'ordering': ['-id'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['roles'], name='course_roles')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title_ar', ''), _negated=True), models.Q(('title_fr', ''), _negated=True)), name='course_has_its_titles'), models.CheckConstraint(condition=models.Q(('pass_mark__range', (1, 100))), name='course_pass_mark_percent'), models.CheckConstraint(condition=models.Q(('attendance__range', (1, 100))), name='course_attendance_percent'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='published_course_has_its_date')],
                    },
                ),
                migrations.CreateModel(
                    name='Cohort',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title_ar', models.CharField(max_length=160)),
                        ('title_fr', models.CharField(max_length=160)),
                        ('state', models.CharField(choices=[('draft', 'in preparation'), ('open', 'registration open'), ('ended', 'over'), ('cancelled', 'cancelled')], default='draft', max_length=10)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('opened_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('space', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='spaces.space')),
                        ('trainer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts_taught', to=settings.AUTH_USER_MODEL)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='training.course')),
                    ],
                    options={
                        'verbose_name': 'group',
                        'verbose_name_plural': 'groups',
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at__isnull', False), _connector='OR'), name='ended_cohort_has_its_date')],
                    },
                ),
                migrations.CreateModel(
                    name='Media',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('audio', 'sound'), ('video', 'film')], max_length=5)),
                        ('language', models.CharField(choices=[('ar', 'Arabic'), ('fr', 'French'), ('zgh', 'Amazigh'), ('ary', 'Darija')], max_length=3)),
                        ('file', models.FileField(upload_to='training/media/')),
                        ('media_type', models.CharField(max_length=20)),
                        ('seconds', models.PositiveIntegerField()),
                        ('size', models.PositiveIntegerField(help_text='bytes')),
                        ('transcript', models.TextField(max_length=20000)),
                        ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='media', to='training.lesson')),
                    ],
                    options={
                        'verbose_name': 'sound or film',
                        'verbose_name_plural': 'sounds and films',
                        'ordering': ['kind', 'language'],
                        'constraints': [models.UniqueConstraint(fields=('lesson', 'kind', 'language'), name='one_media_a_language'), models.CheckConstraint(condition=models.Q(('transcript', ''), _negated=True), name='media_has_its_transcript')],
                    },
                ),
                migrations.CreateModel(
                    name='Module',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('title_ar', models.CharField(max_length=160)),
                        ('title_fr', models.CharField(max_length=160)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='modules', to='training.course')),
                    ],
                    options={
                        'verbose_name': 'module',
                        'verbose_name_plural': 'modules',
                        'ordering': ['number', 'id'],
                    },
                ),
                migrations.CreateModel(
                    name='Note',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField()),
                        ('subject', models.CharField(max_length=160)),
                        ('text', models.TextField(max_length=8000)),
                        ('next_step', models.CharField(blank=True, max_length=400)),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('coaching', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='training.coaching')),
                    ],
                    options={
                        'verbose_name': 'coaching note',
                        'verbose_name_plural': 'coaching notes',
                        'ordering': ['-on', '-id'],
                    },
                ),
                migrations.CreateModel(
                    name='Offer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='training.course')),
                        ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offered_courses', to='spaces.space')),
                    ],
                    options={
                        'verbose_name': 'offered course',
                        'verbose_name_plural': 'offered courses',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('space', 'course'), name='one_offer_each')],
                    },
                ),
                migrations.CreateModel(
                    name='Progress',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('started_at', models.DateTimeField(auto_now_add=True)),
                        ('best', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('passed_at', models.DateTimeField(blank=True, null=True)),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='training.course')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='course_progress', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'progress',
                        'verbose_name_plural': 'progress',
                        'constraints': [models.UniqueConstraint(fields=('user', 'course'), name='one_progress_each'), models.CheckConstraint(condition=models.Q(('best__isnull', True), ('best__lte', 100), _connector='OR'), name='progress_best_percent')],
                    },
                ),
                migrations.CreateModel(
                    name='LessonRead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='training.lesson')),
                        ('progress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read', to='training.progress')),
                    ],
                    options={
                        'verbose_name': 'lesson read',
                        'verbose_name_plural': 'lessons read',
                        'constraints': [models.UniqueConstraint(fields=('progress', 'lesson'), name='one_reading_each')],
                    },
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('single', 'one right answer'), ('multiple', 'several right answers'), ('true_false', 'true or false')], default='single', max_length=10)),
                        ('text_ar', models.CharField(max_length=400)),
                        ('text_fr', models.CharField(max_length=400)),
                        ('why_ar', models.TextField(max_length=1000)),
                        ('why_fr', models.TextField(max_length=1000)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='training.course')),
                    ],
                    options={
                        'verbose_name': 'question',
                        'verbose_name_plural': 'questions',
                        'ordering': ['number', 'id'],
                    },
                ),
                migrations.CreateModel(
                    name='Option',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('text_ar', models.CharField(max_length=300)),
                        ('text_fr', models.CharField(max_length=300)),
                        ('is_right', models.BooleanField(default=False)),
                        ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='training.question')),
                    ],
                    options={
                        'verbose_name': 'option',
                        'verbose_name_plural': 'options',
                        'ordering': ['number', 'id'],
                    },
                ),
                migrations.CreateModel(
                    name='Registration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('has_place', models.BooleanField(default=False)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('left_at', models.DateTimeField(blank=True, null=True)),
                        ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='training.cohort')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='course_registrations', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'registration',
                        'verbose_name_plural': 'registrations',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('left_at__isnull', True)), fields=('cohort', 'user'), name='one_registration_each')],
                    },
                ),
                migrations.CreateModel(
                    name='Requirement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('facilitator', 'facilitator'), ('moderator', 'moderator'), ('rapporteur', 'rapporteur'), ('desk', 'desk agent'), ('mandatary', 'mandatary of a petition'), ('representative', 'legal representative of an association'), ('treasurer', 'treasurer'), ('secretary', 'secretary')], max_length=16)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='training.course')),
                        ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='required_courses', to='spaces.space')),
                    ],
                    options={
                        'verbose_name': 'required course',
                        'verbose_name_plural': 'required courses',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('space', 'course', 'role'), name='one_requirement_each'), models.CheckConstraint(condition=models.Q(('role__in', ['facilitator', 'moderator', 'rapporteur', 'desk'])), name='requirable_role')],
                    },
                ),
                migrations.CreateModel(
                    name='Session',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('place', models.CharField(max_length=160)),
                        ('capacity', models.PositiveSmallIntegerField()),
                        ('subject', models.CharField(blank=True, max_length=160)),
                        ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='training.cohort')),
                    ],
                    options={
                        'verbose_name': 'session of a group',
                        'verbose_name_plural': 'sessions of a group',
                        'ordering': ['starts_at', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='session_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='session_has_room')],
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='training.registration')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='training.session')),
                    ],
                    options={
                        'verbose_name': 'attendance',
                        'verbose_name_plural': 'attendances',
                        'constraints': [models.UniqueConstraint(fields=('session', 'registration'), name='one_attendance_a_session')],
                    },
                ),
            ],
        ),
    ]
