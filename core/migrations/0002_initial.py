import core.tables
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_extensions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Holiday',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(unique=True)),
                        ('is_off', models.BooleanField(default=True, help_text='unticked: this day is worked, whatever the calendar says')),
                        ('name_ar', models.CharField(max_length=100)),
                        ('name_fr', models.CharField(max_length=100)),
                    ],
                    options={
                        'verbose_name': 'holiday',
                        'verbose_name_plural': 'holidays',
                        'ordering': ['day'],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('subject', models.CharField(help_text='as needs.need:12', max_length=80)),
                        ('action', models.CharField(max_length=40)),
                        ('axis', models.CharField(blank=True, max_length=40)),
                        ('source', models.CharField(blank=True, max_length=40)),
                        ('target', models.CharField(blank=True, max_length=40)),
                        ('note', models.TextField(blank=True)),
                        ('data', models.JSONField(blank=True, default=dict)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'journal entry',
                        'verbose_name_plural': 'journal entries',
                        'indexes': [models.Index(fields=['subject', 'id'], name='entry_subject')],
                    },
                ),
                migrations.CreateModel(
                    name='LegalRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=60)),
                        ('level', models.CharField(blank=True, choices=[('region', 'region'), ('province', 'province'), ('prefecture', 'prefecture'), ('commune', 'commune'), ('arrondissement', 'arrondissement')], help_text='empty: every level', max_length=16)),
                        ('value', models.DecimalField(decimal_places=2, max_digits=12)),
                        ('unit', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('person', 'person'), ('signature', 'signature'), ('percent', 'percent'), ('inhabitant', 'inhabitant'), ('seat', 'seat'), ('committee', 'committee'), ('hour', 'hour'), ('in_month', 'month of the year'), ('monday', 'Monday of the month')], max_length=12)),
                        ('days', models.CharField(blank=True, choices=[('calendar', 'calendar days'), ('working', 'working days'), ('', '-')], default='', max_length=10)),
                        ('citation', models.CharField(max_length=200)),
                        ('quote', models.TextField(blank=True, help_text='the words of the article, in Arabic')),
                        ('valid_from', models.DateField()),
                        ('status', models.CharField(choices=[('read', 'read in the text'), ('recalled', 'recalled, to be checked')], default='recalled', max_length=8)),
                    ],
                    options={
                        'verbose_name': 'legal rule',
                        'verbose_name_plural': 'legal rules',
                        'constraints': [models.UniqueConstraint(fields=('key', 'level', 'valid_from'), name='one_legal_rule_a_date'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='legal_rule_not_negative')],
                    },
                ),
                migrations.CreateModel(
                    name='Message',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=200, unique=True)),
                        ('channel', models.CharField(choices=[('mail', 'e-mail'), ('sms', 'text message'), ('push', 'notification')], max_length=8)),
                        ('to', models.CharField(max_length=254)),
                        ('subject', models.CharField(blank=True, max_length=200)),
                        ('body', models.TextField()),
                        ('html', models.TextField(blank=True, help_text='the same words for a mail reader that shows HTML')),
                        ('stop_url', models.CharField(blank=True, help_text='the address that ends such mails (RFC 8058)', max_length=300)),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('failed', 'failed'), ('uncertain', 'uncertain')], default='waiting', max_length=12)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('error', models.CharField(blank=True, max_length=300)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('claimed_at', models.DateTimeField(blank=True, null=True)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('expires_at', models.DateTimeField(blank=True, help_text='not sent any more after this moment', null=True)),
                        ('user', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'outgoing message',
                        'verbose_name_plural': 'outgoing messages',
                        'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['created_at'], name='message_not_sent_yet'), models.Index(condition=models.Q(('attempts', 0), ('state', 'waiting')), fields=['id'], name='message_not_tried_yet'), models.Index(fields=['channel', 'claimed_at'], name='message_claimed'), models.Index(condition=models.Q(('user__isnull', False)), fields=['user', '-id'], name='message_of_a_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Seal',
                    fields=[
                        ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                        ('digest', models.BinaryField(max_length=32)),
                        ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='core.entry')),
                    ],
                    options={
                        'verbose_name': 'journal seal',
                        'verbose_name_plural': 'journal seals',
                    },
                ),
                migrations.CreateModel(
                    name='Certificate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(help_text='what it is about, as training.course:12', max_length=80)),
                        ('nonce', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('key', models.BinaryField(max_length=32, unique=True)),
                        ('title_ar', models.CharField(max_length=200)),
                        ('title_fr', models.CharField(max_length=200)),
                        ('detail_ar', models.CharField(blank=True, max_length=300)),
                        ('detail_fr', models.CharField(blank=True, max_length=300)),
                        ('issuer_ar', models.CharField(max_length=200)),
                        ('issuer_fr', models.CharField(max_length=200)),
                        ('on', models.DateField(help_text='the day on which its conditions were met')),
                        ('name', models.CharField(blank=True, max_length=60)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'certificate',
                        'verbose_name_plural': 'certificates',
                        'ordering': ['-id'],
                        'constraints': [models.UniqueConstraint(fields=('holder', 'subject'), name='one_certificate_each')],
                    },
                ),
            ],
        ),
    ]
