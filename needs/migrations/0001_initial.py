import core.tables
import django.contrib.gis.db.models.fields
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('councils', '0001_initial'),
        ('debates', '0001_initial'),
        ('spaces', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Need',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120)),
                        ('text', models.TextField(blank=True, max_length=4000)),
                        ('theme', models.CharField(choices=[('water', 'water and sanitation'), ('roads', 'roads and tracks'), ('lighting', 'public lighting'), ('waste', 'waste and cleanliness'), ('transport', 'transport and traffic'), ('education', 'school and pre-school'), ('health', 'health and hygiene'), ('green', 'environment and green spaces'), ('culture', 'culture, sport and youth'), ('social', 'social affairs and accessibility'), ('markets', 'markets and local economy'), ('safety', 'safety in public space'), ('administration', 'communal administration'), ('other', 'another subject')], max_length=16)),
                        ('beneficiary', models.CharField(choices=[('everyone', 'everyone'), ('women', 'women'), ('children', 'children'), ('youth', 'young people'), ('elders', 'elderly people'), ('disability', 'people in a situation of disability'), ('farmers', 'farmers and herders')], default='everyone', max_length=12)),
                        ('place', models.CharField(blank=True, max_length=120)),
                        ('location', django.contrib.gis.db.models.fields.PointField(blank=True, null=True, srid=4326)),
                        ('client_key', models.UUIDField(blank=True, help_text='made by the form: sent twice, the need is posted once', null=True)),
                        ('state', models.CharField(choices=[('voiced', 'voiced'), ('heard', 'heard by the council'), ('planned', 'planned'), ('said_done', 'said done'), ('confirmed', 'confirmed done'), ('declined', 'declined')], default='voiced', max_length=12)),
                        ('visibility', models.CharField(choices=[('visible', 'visible'), ('held', 'held for checking'), ('hidden', 'hidden')], default='visible', max_length=8)),
                        ('support_count', models.PositiveIntegerField(default=0)),
                        ('round', models.PositiveSmallIntegerField(default=0, help_text='how many times the council said that it was done')),
                        ('open_questions', models.PositiveSmallIntegerField(default=0, help_text='requests for detail without a reply')),
                        ('folded', models.TextField(editable=False, help_text='title, place and text, folded, a line each, for search')),
                        ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), default=list, editable=False, help_text='keys of likeness')),
                        ('grid_x', models.GeneratedField(db_persist=True, expression=models.Func(models.F('location'), output_field=models.IntegerField(), template='floor((ST_X(%(expressions)s) + 180) / 360 * 16777216)::integer'), output_field=models.IntegerField(null=True))),
                        ('grid_y', models.GeneratedField(db_persist=True, expression=models.Func(models.F('location'), output_field=models.IntegerField(), template='floor((ST_Y(%(expressions)s) + 90) / 360 * 16777216)::integer'), output_field=models.IntegerField(null=True))),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('heard_at', models.DateTimeField(blank=True, null=True)),
                        ('said_done_at', models.DateTimeField(blank=True, null=True)),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to=settings.AUTH_USER_MODEL)),
                        ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='needs.need')),
                        ('raised_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='need', to='debates.point')),
                        ('referral', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='need', to='councils.referral')),
                        ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='spaces.space')),
                        ('thread', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='need', to='debates.thread')),
                    ],
                    options={
                        'verbose_name': 'need',
                        'verbose_name_plural': 'needs',
                        'ordering': ['-id'],
                        'indexes': [models.Index(fields=['space', '-id'], name='need_newest'), models.Index(fields=['space', '-support_count', '-id'], name='need_most_joined'), models.Index(fields=['space', 'state', '-id'], name='need_by_state'), models.Index(fields=['space', 'theme', '-id'], name='need_by_theme'), models.Index(fields=['space', 'beneficiary', '-id'], name='need_by_beneficiary'), django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='need_folded_trgm', opclasses=['gin_trgm_ops']), django.contrib.postgres.indexes.GinIndex(fields=['space', 'keys'], name='need_keys'), models.Index(condition=models.Q(('location__isnull', False), ('merged_into__isnull', True), ('visibility', 'visible')), fields=['space', 'grid_x', 'grid_y', 'theme', 'state'], name='need_grid')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='need_has_a_title'), models.CheckConstraint(condition=models.Q(('location__isnull', False), models.Q(('place', ''), _negated=True), _connector='OR'), name='need_has_a_place'), models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='need_not_merged_into_itself'), models.CheckConstraint(condition=models.Q(('referral__isnull', False), ('state', 'voiced'), _connector='OR'), name='heard_need_has_a_referral'), models.UniqueConstraint(fields=('author', 'client_key'), name='need_posted_once')],
                    },
                ),
                migrations.CreateModel(
                    name='DetailRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('question', models.CharField(max_length=500)),
                        ('asked_at', models.DateTimeField(auto_now_add=True)),
                        ('reply', models.TextField(blank=True, max_length=2000)),
                        ('replied_at', models.DateTimeField(blank=True, null=True)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('replied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='detail_requests', to='needs.need')),
                    ],
                    options={
                        'verbose_name': 'request for detail',
                        'verbose_name_plural': 'requests for detail',
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='Confirmation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.PositiveSmallIntegerField()),
                        ('is_done', models.BooleanField()),
                        ('reason', models.CharField(blank=True, max_length=1000)),
                        ('at', models.DateTimeField(auto_now=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='needs.need')),
                    ],
                    options={
                        'verbose_name': 'confirmation',
                        'verbose_name_plural': 'confirmations',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('need', 'user', 'round'), name='one_confirmation_each_round'), models.CheckConstraint(condition=models.Q(('is_done', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='contest_has_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Photo',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('image', models.ImageField(upload_to='needs/photos/')),
                        ('thumbnail', models.ImageField(upload_to='needs/photos/')),
                        ('description', models.CharField(blank=True, max_length=200)),
                        ('width', models.PositiveIntegerField(default=0)),
                        ('height', models.PositiveIntegerField(default=0)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='needs.need')),
                    ],
                    options={
                        'verbose_name': 'photo',
                        'verbose_name_plural': 'photos',
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='Relay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('desk', models.CharField(max_length=120)),
                        ('consent', models.CharField(choices=[('spoken', 'spoken, before a witness'), ('signed', 'signed on paper'), ('phone', 'by phone')], max_length=8)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('need', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='relay', to='needs.need')),
                    ],
                    options={
                        'verbose_name': 'entry on behalf of someone',
                        'verbose_name_plural': 'entries on behalf of someone',
                    },
                ),
                migrations.CreateModel(
                    name='Support',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='needs.need')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'support',
                        'verbose_name_plural': 'supports',
                        'constraints': [models.UniqueConstraint(fields=('need', 'user'), name='one_support_each')],
                    },
                ),
                migrations.CreateModel(
                    name='VoiceNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('audio', models.FileField(upload_to='needs/voices/')),
                        ('media_type', models.CharField(default='audio/ogg', max_length=20)),
                        ('seconds', models.PositiveSmallIntegerField()),
                        ('transcript', models.TextField(blank=True)),
                        ('need', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='voice', to='needs.need')),
                    ],
                    options={
                        'verbose_name': 'voice note',
                        'verbose_name_plural': 'voice notes',
                        'constraints': [models.CheckConstraint(condition=models.Q(('seconds__lte', 120)), name='voice_note_at_most_two_minutes')],
                    },
                ),
            ],
        ),
    ]
