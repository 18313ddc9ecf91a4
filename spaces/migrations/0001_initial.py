import core.tables
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
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
                    name='Charter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveSmallIntegerField()),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='charters', to='spaces.space')),
                    ],
                    options={
                        'verbose_name': 'charter',
                        'verbose_name_plural': 'charters',
                        'ordering': ['space_id', 'version'],
                        'constraints': [models.UniqueConstraint(fields=('space', 'version'), name='one_charter_a_version')],
                    },
                ),
                migrations.CreateModel(
                    name='Hall',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('seats', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('is_closed', models.BooleanField(default=False)),
                        ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='halls', to='spaces.space')),
                    ],
                    options={
                        'verbose_name': 'hall',
                        'verbose_name_plural': 'halls',
                        'ordering': ['name', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('space', 'name'), name='one_hall_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Association',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name_ar', models.CharField(max_length=160)),
                        ('name_fr', models.CharField(max_length=160)),
                        ('purpose', models.TextField(blank=True, max_length=2000)),
                        ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), blank=True, default=list)),
                        ('founded_on', models.DateField()),
                        ('member_count', models.PositiveIntegerField(blank=True, null=True)),
                        ('counted_on', models.DateField(blank=True, null=True)),
                        ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list)),
                        ('receipt_number', models.CharField(blank=True, max_length=40)),
                        ('receipt_key', models.CharField(blank=True, editable=False, max_length=80)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('phone', models.CharField(blank=True, max_length=16)),
                        ('site', models.URLField(blank=True)),
                        ('shown', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list)),
                        ('checked_on', models.DateField(blank=True, editable=False, null=True)),
                        ('holds_until', models.DateField(blank=True, editable=False, null=True)),
                        ('folded', models.TextField(default='', editable=False, help_text='the names, folded for search')),
                        ('keys', models.TextField(default='', editable=False, help_text='the sounds of the words of the names')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('branches', models.ManyToManyField(blank=True, related_name='+', to='territories.territory')),
                        ('representative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='associations', to=settings.AUTH_USER_MODEL)),
                        ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='associations', to='territories.territory')),
                    ],
                    options={
                        'verbose_name': 'association',
                        'verbose_name_plural': 'associations',
                        'ordering': ['name_fr', 'id'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='association_folded_trgm', opclasses=['gin_trgm_ops']), django.contrib.postgres.indexes.GinIndex(fields=['keys'], name='association_keys_trgm', opclasses=['gin_trgm_ops']), django.contrib.postgres.indexes.GinIndex(fields=['themes'], name='association_themes')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name_ar', ''), _negated=True), models.Q(('name_fr', ''), _negated=True)), name='association_has_its_names'), models.UniqueConstraint(condition=models.Q(('receipt_key', ''), _negated=True), fields=('receipt_key',), name='one_association_a_receipt')],
                    },
                ),
                migrations.CreateModel(
                    name='AssociationMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.CharField(choices=[('treasurer', 'treasurer'), ('secretary', 'secretary'), ('member', 'member')], default='member', max_length=12)),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('accepted_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('association', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='spaces.association')),
                        ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='association_memberships', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'place in an association',
                        'verbose_name_plural': 'places in associations',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('association', 'user'), name='one_place_an_association')],
                    },
                ),
                migrations.CreateModel(
                    name='Adherence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adherences', to=settings.AUTH_USER_MODEL)),
                        ('charter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adherences', to='spaces.charter')),
                    ],
                    options={
                        'verbose_name': 'adherence to the charter',
                        'verbose_name_plural': 'adherences to the charter',
                        'constraints': [models.UniqueConstraint(fields=('charter', 'user'), name='one_adherence_each')],
                    },
                ),
                migrations.CreateModel(
                    name='Clause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('text_ar', models.TextField()),
                        ('text_fr', models.TextField()),
                        ('charter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='spaces.charter')),
                    ],
                    options={
                        'verbose_name': 'clause',
                        'verbose_name_plural': 'clauses',
                        'ordering': ['number'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('charter', 'number'), name='one_clause_a_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Coordination',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.territory')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coordinations', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'coordination',
                        'verbose_name_plural': 'coordinations',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('user', 'territory'), name='one_coordination_each')],
                    },
                ),
                migrations.CreateModel(
                    name='HallBooking',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(max_length=500)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('state', models.CharField(choices=[('asked', 'asked for'), ('accepted', 'given'), ('refused', 'not given'), ('withdrawn', 'taken back')], default='asked', max_length=10)),
                        ('asked_at', models.DateTimeField(auto_now_add=True)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('reason', models.CharField(blank=True, max_length=500)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('association', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='spaces.association')),
                        ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='spaces.hall')),
                    ],
                    options={
                        'verbose_name': 'booking of a hall',
                        'verbose_name_plural': 'bookings of halls',
                        'ordering': ['starts_at', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='booking_ends_after_its_start'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'accepted')), expressions=[(models.Func('starts_at', 'ends_at', django.contrib.postgres.fields.ranges.RangeBoundary(), function='TSTZRANGE', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&'), ('hall', '=')], name='one_booking_of_a_hall_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='HandOver',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('accepted_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('association', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_overs', to='spaces.association')),
                        ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'hand-over of an association',
                        'verbose_name_plural': 'hand-overs of associations',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('ended_at__isnull', True)), fields=('association',), name='one_hand_over_at_a_time'), models.CheckConstraint(condition=models.Q(('given_by', models.F('to')), _negated=True), name='hand_over_is_to_another')],
                    },
                ),
                migrations.CreateModel(
                    name='Paper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('statutes', 'statutes'), ('provisional', 'provisional receipt'), ('receipt', 'definitive receipt'), ('board', 'list of the board'), ('assembly', 'minutes of the last general assembly'), ('headcount', 'list of the members'), ('branch', 'declaration of a branch'), ('bank', 'proof of the bank account'), ('utility', 'decree of public utility')], max_length=12)),
                        ('file', models.FileField(upload_to='associations/papers/')),
                        ('issued_on', models.DateField()),
                        ('expires_on', models.DateField(blank=True, null=True)),
                        ('added_at', models.DateTimeField(auto_now_add=True)),
                        ('checked_at', models.DateTimeField(blank=True, null=True)),
                        ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('association', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='spaces.association')),
                        ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'document of a dossier',
                        'verbose_name_plural': 'documents of dossiers',
                        'ordering': ['kind', '-issued_on', '-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('expires_on__isnull', True), ('expires_on__gte', models.F('issued_on')), _connector='OR'), name='paper_expires_after_its_date'), models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('added_by')), _negated=True), _connector='OR'), name='paper_is_checked_by_another')],
                    },
                ),
                migrations.CreateModel(
                    name='Space',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('draft', 'in preparation'), ('open', 'open'), ('closed', 'closed')], default='draft', max_length=8)),
                        ('welcome_ar', models.TextField(blank=True)),
                        ('welcome_fr', models.TextField(blank=True)),
                        ('contact', models.CharField(blank=True, help_text='where and when the desk is open, a phone number', max_length=200)),
                        ('opened_at', models.DateTimeField(blank=True, null=True)),
                        ('handed_over_at', models.DateTimeField(blank=True, help_text='since when its own people run it, without the coordinator', null=True)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('commune', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='space', to='territories.territory')),
                    ],
                    options={
                        'verbose_name': 'civil society space',
                        'verbose_name_plural': 'civil society spaces',
                        'ordering': ['commune__code'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('opened_at__isnull', False), models.Q(('state', 'open'), _negated=True), _connector='OR'), name='open_space_has_its_date')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('member', 'member'), ('facilitator', 'facilitator'), ('moderator', 'moderator'), ('rapporteur', 'rapporteur'), ('coordinator', 'coordinator'), ('desk', 'desk agent')], default='member', max_length=12)),
                        ('started_at', models.DateTimeField(auto_now_add=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                        ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='spaces.space')),
                    ],
                    options={
                        'verbose_name': 'membership',
                        'verbose_name_plural': 'memberships',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('space', 'user', 'role'), name='one_membership_a_role')],
                    },
                ),
            ],
        ),
    ]
