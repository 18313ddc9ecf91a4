import core.tables
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('debates', '0001_initial'),
        ('spaces', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('meeting', 'meeting'), ('workshop', 'workshop'), ('round_table', 'round table'), ('assembly', 'assembly'), ('forum', 'forum edition')], default='meeting', max_length=12)),
                        ('theme', models.CharField(choices=[('water', 'water and sanitation'), ('roads', 'roads and tracks'), ('lighting', 'public lighting'), ('waste', 'waste and cleanliness'), ('transport', 'transport and traffic'), ('education', 'school and pre-school'), ('health', 'health and hygiene'), ('green', 'environment and green spaces'), ('culture', 'culture, sport and youth'), ('social', 'social affairs and accessibility'), ('markets', 'markets and local economy'), ('safety', 'safety in public space'), ('administration', 'communal administration'), ('other', 'another subject')], default='other', max_length=16)),
                        ('title_ar', models.CharField(blank=True, max_length=160)),
                        ('title_fr', models.CharField(blank=True, max_length=160)),
                        ('slogan_ar', models.CharField(blank=True, max_length=200)),
                        ('slogan_fr', models.CharField(blank=True, max_length=200)),
                        ('about', models.TextField(blank=True, max_length=6000)),
                        ('organisers', models.CharField(blank=True, help_text='who organises it besides, in words', max_length=300)),
                        ('starts_at', models.DateTimeField(blank=True, null=True)),
                        ('ends_at', models.DateTimeField(blank=True, null=True)),
                        ('venue', models.CharField(blank=True, help_text='the hall and its address', max_length=200)),
                        ('online_url', models.URLField(blank=True)),
                        ('capacity', models.PositiveIntegerField(blank=True, null=True)),
                        ('opens_at', models.DateTimeField(blank=True, null=True)),
                        ('closes_at', models.DateTimeField(blank=True, null=True)),
                        ('with_stands', models.BooleanField(default=False, help_text='associations may ask for a stand')),
                        ('state', models.CharField(choices=[('draft', 'in preparation'), ('published', 'announced'), ('over', 'held'), ('closed', 'closed, with its minutes'), ('cancelled', 'cancelled')], default='draft', max_length=10)),
                        ('visibility', models.CharField(choices=[('visible', 'visible'), ('held', 'held for checking'), ('hidden', 'hidden')], default='visible', max_length=8)),
                        ('minutes', models.TextField(blank=True, max_length=20000)),
                        ('attended', models.PositiveIntegerField(blank=True, help_text='people counted by the organisers', null=True)),
                        ('placed_count', models.PositiveIntegerField(default=0)),
                        ('waiting_count', models.PositiveIntegerField(default=0)),
                        ('arrived_count', models.PositiveIntegerField(default=0)),
                        ('folded', models.TextField(default='', editable=False, help_text='title, slogan and text, folded, for search')),
                        ('is_demo', models.BooleanField(default=False)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('finished_at', models.DateTimeField(blank=True, null=True)),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now, help_text='when its time, place or programme changed last')),
                        ('revision', models.PositiveIntegerField(default=0, help_text='how often they changed since it was announced')),
                        ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='spaces.association')),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='spaces.space')),
                    ],
                    options={
                        'verbose_name': 'event',
                        'verbose_name_plural': 'events',
                        'ordering': ['-id'],
                        'indexes': [models.Index(fields=['space', '-id'], name='event_newest'), models.Index(fields=['space', 'starts_at'], name='event_by_day'), models.Index(fields=['state', 'ends_at'], name='event_to_finish')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title_ar', ''), _negated=True), models.Q(('title_fr', ''), _negated=True), _connector='OR'), name='event_has_a_title'), models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='event_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'cancelled']), models.Q(('ends_at__isnull', False), ('starts_at__isnull', False)), _connector='OR'), name='announced_event_has_its_time'), models.CheckConstraint(condition=models.Q(('capacity__isnull', True), ('placed_count__lte', models.F('capacity')), _connector='OR'), name='event_within_its_capacity')],
                    },
                ),
                migrations.CreateModel(
                    name='Headcount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.CharField(choices=[('women', 'women'), ('young', 'people under 35'), ('disabled', 'people with disabilities')], max_length=8)),
                        ('declared', models.PositiveIntegerField(default=0)),
                        ('entered', models.PositiveIntegerField(blank=True, null=True)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='headcounts', to='events.event')),
                    ],
                    options={
                        'verbose_name': 'count of a group',
                        'verbose_name_plural': 'counts of groups',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('event', 'group'), name='one_count_a_group')],
                    },
                ),
                migrations.CreateModel(
                    name='Minutes',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(max_length=3)),
                        ('file', models.FileField(upload_to='events/minutes/')),
                        ('digest', models.CharField(max_length=64)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='printed', to='events.event')),
                    ],
                    options={
                        'verbose_name': 'minutes of an event',
                        'verbose_name_plural': 'minutes of events',
                        'ordering': ['language'],
                        'constraints': [models.UniqueConstraint(fields=('event', 'language'), name='one_file_of_minutes_a_language')],
                    },
                ),
                migrations.CreateModel(
                    name='Registration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('standing', models.CharField(choices=[('placed', 'has a place'), ('waiting', 'on the waiting list'), ('gone', 'given back')], max_length=8)),
                        ('code', models.CharField(db_index=True, max_length=8)),
                        ('access', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list)),
                        ('note', models.CharField(blank=True, max_length=200)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('arrived_at', models.DateTimeField(blank=True, null=True)),
                        ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='spaces.association')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='events.event')),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'registration',
                        'verbose_name_plural': 'registrations',
                        'ordering': ['number'],
                        'indexes': [models.Index(condition=models.Q(('standing', 'waiting')), fields=['event', 'number'], name='registration_waiting')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('standing', 'gone'), _negated=True), fields=('event', 'user'), name='one_place_a_person_at_an_event'), models.UniqueConstraint(fields=('event', 'number'), name='registration_has_its_number'), models.UniqueConstraint(fields=('event', 'code'), name='one_badge_a_code'), models.CheckConstraint(condition=models.Q(('arrived_at__isnull', True), ('standing', 'placed'), _connector='OR'), name='only_who_has_a_place_arrives')],
                    },
                ),
                migrations.CreateModel(
                    name='Room',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80)),
                        ('capacity', models.PositiveIntegerField(blank=True, null=True)),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rooms', to='events.event')),
                    ],
                    options={
                        'verbose_name': 'room',
                        'verbose_name_plural': 'rooms',
                        'ordering': ['position', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='room_has_a_name'), models.UniqueConstraint(fields=('event', 'name'), name='one_room_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Slot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('plenary', 'plenary session'), ('workshop', 'workshop'), ('round_table', 'round table'), ('talk', 'talk'), ('exhibition', 'exhibition'), ('pause', 'break')], default='workshop', max_length=12)),
                        ('title_ar', models.CharField(blank=True, max_length=160)),
                        ('title_fr', models.CharField(blank=True, max_length=160)),
                        ('speakers', models.CharField(blank=True, max_length=400)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('is_listed', models.BooleanField(default=False)),
                        ('capacity', models.PositiveIntegerField(blank=True, null=True)),
                        ('placed_count', models.PositiveIntegerField(default=0)),
                        ('waiting_count', models.PositiveIntegerField(default=0)),
                        ('debate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event_slots', to='debates.debate')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='events.event')),
                        ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='events.room')),
                    ],
                    options={
                        'verbose_name': 'slot of a programme',
                        'verbose_name_plural': 'slots of a programme',
                        'ordering': ['starts_at', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title_ar', ''), _negated=True), models.Q(('title_fr', ''), _negated=True), _connector='OR'), name='slot_has_a_title'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('room__isnull', False)), expressions=[(models.Func('room', 'room', models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func('starts_at', 'ends_at', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='one_slot_a_room_at_a_time'), models.CheckConstraint(condition=models.Q(('capacity__isnull', True), ('placed_count__lte', models.F('capacity')), _connector='OR'), name='slot_within_its_capacity')],
                    },
                ),
                migrations.CreateModel(
                    name='Seat',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('standing', models.CharField(choices=[('placed', 'has a place'), ('waiting', 'on the waiting list'), ('gone', 'given back')], max_length=8)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='events.registration')),
                        ('slot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='events.slot')),
                    ],
                    options={
                        'verbose_name': 'place in a workshop',
                        'verbose_name_plural': 'places in workshops',
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('standing', 'gone'), _negated=True), fields=('slot', 'registration'), name='one_place_a_person_in_a_slot'), models.UniqueConstraint(fields=('slot', 'number'), name='seat_has_its_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Note',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('note', 'note'), ('issue', 'issue'), ('principle', 'principle'), ('action', 'action')], max_length=10)),
                        ('number', models.PositiveIntegerField()),
                        ('text', models.TextField(max_length=1000)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contribution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event_notes', to='debates.contribution')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='events.event')),
                        ('sources', models.ManyToManyField(blank=True, related_name='results', to='events.note')),
                        ('slot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='events.slot')),
                    ],
                    options={
                        'verbose_name': 'note of an event',
                        'verbose_name_plural': 'notes of events',
                        'ordering': ['event', 'kind', 'number'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_has_words'), models.UniqueConstraint(fields=('event', 'kind', 'number'), name='one_note_a_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Stand',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=160)),
                        ('about', models.TextField(blank=True, max_length=2000)),
                        ('equipment', models.CharField(blank=True, help_text='a table, a socket, a screen…', max_length=200)),
                        ('number', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('state', models.CharField(choices=[('asked', 'asked for'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='asked', max_length=10)),
                        ('asked_at', models.DateTimeField(auto_now_add=True)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stands', to='spaces.association')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stands', to='events.event')),
                    ],
                    options={
                        'verbose_name': 'stand',
                        'verbose_name_plural': 'stands',
                        'ordering': ['id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='stand_has_a_title'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'accepted'])), fields=('event', 'association'), name='one_stand_an_association'), models.UniqueConstraint(condition=models.Q(('state', 'accepted')), fields=('event', 'number'), name='one_stand_a_number')],
                    },
                ),
            ],
        ),
    ]
