import core.tables
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
                    name='Device',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('endpoint', models.TextField(max_length=1000)),
                        ('digest', models.CharField(help_text='SHA-256 of the endpoint', max_length=64, unique=True)),
                        ('p256dh', models.CharField(max_length=100)),
                        ('auth', models.CharField(max_length=30)),
                        ('name', models.CharField(blank=True, max_length=60)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'device with notifications',
                        'verbose_name_plural': 'devices with notifications',
                        'ordering': ['-id'],
                    },
                ),
                migrations.CreateModel(
                    name='News',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=160, unique=True)),
                        ('kind', models.CharField(choices=[('need', 'Needs'), ('debate', 'Debates'), ('petition', 'Petitions'), ('consultation', 'Consultations'), ('council', 'The council'), ('space', 'The space of the commune'), ('project', 'Events, calls, courses and plans'), ('other', 'Other news')], max_length=12)),
                        ('words', models.JSONField(help_text='the text by language code')),
                        ('url', models.CharField(max_length=300)),
                        ('about_kind', models.CharField(choices=[('commune', 'commune'), ('theme', 'theme'), ('council', 'council'), ('referral', 'matter before the council'), ('mandate', 'person with a mandate'), ('need', 'need'), ('debate', 'debate'), ('petition', 'petition'), ('consultation', 'consultation')], max_length=16)),
                        ('about_key', models.CharField(max_length=100)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, help_text='when it happened')),
                        ('is_shown', models.BooleanField(default=True)),
                        ('but', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.territory')),
                    ],
                    options={
                        'verbose_name': 'piece of public news',
                        'verbose_name_plural': 'public news',
                        'ordering': ['-id'],
                        'indexes': [models.Index(fields=['url'], name='news_about')],
                    },
                ),
                migrations.CreateModel(
                    name='NewsTopic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('commune', 'commune'), ('theme', 'theme'), ('council', 'council'), ('referral', 'matter before the council'), ('mandate', 'person with a mandate'), ('need', 'need'), ('debate', 'debate'), ('petition', 'petition'), ('consultation', 'consultation')], max_length=16)),
                        ('key', models.CharField(max_length=100)),
                        ('news', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='notices.news')),
                    ],
                    options={
                        'verbose_name': 'topic of a piece of news',
                        'verbose_name_plural': 'topics of a piece of news',
                        'indexes': [models.Index(fields=['kind', 'key', '-news'], name='news_of_a_topic')],
                        'constraints': [models.UniqueConstraint(fields=('news', 'kind', 'key'), name='one_topic_of_a_news')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(help_text='names the occasion: the same news is told once', max_length=160)),
                        ('kind', models.CharField(choices=[('need', 'Needs'), ('debate', 'Debates'), ('petition', 'Petitions'), ('consultation', 'Consultations'), ('council', 'The council'), ('space', 'The space of the commune'), ('project', 'Events, calls, courses and plans'), ('other', 'Other news')], default='other', max_length=12)),
                        ('text', models.CharField(max_length=300)),
                        ('url', models.CharField(max_length=300)),
                        ('is_urgent', models.BooleanField(default=False, help_text='also sent at once, in the way she chose')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('read_at', models.DateTimeField(blank=True, null=True)),
                        ('carried_at', models.DateTimeField(blank=True, null=True)),
                        ('is_shown', models.BooleanField(default=True, help_text='false while what it tells of is not shown to her')),
                        ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.territory')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'notice',
                        'verbose_name_plural': 'notices',
                        'ordering': ['-id'],
                        'indexes': [models.Index(fields=['user', '-id'], name='notice_inbox'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='notice_not_read'), models.Index(condition=models.Q(('is_urgent', True)), fields=['key'], name='notice_urgent'), models.Index(condition=models.Q(('carried_at__isnull', True)), fields=['user', 'id'], name='notice_not_carried'), models.Index(fields=['url'], name='notice_about')],
                        'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='one_notice_an_occasion')],
                    },
                ),
                migrations.CreateModel(
                    name='Preference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('often', models.CharField(choices=[('daily', 'once a day, all together'), ('weekly', 'once a week, on Monday'), ('answers', 'never: only the answers to what I asked')], default='daily', max_length=8, verbose_name='How often')),
                        ('is_muted', models.BooleanField(default=False, verbose_name='Send me nothing for now')),
                        ('by_mail', models.BooleanField(default=True, verbose_name='By e-mail')),
                        ('by_push', models.BooleanField(default=True, verbose_name='By notification on my devices')),
                        ('by_sms', models.BooleanField(default=True, verbose_name='By text message, for what cannot wait')),
                        ('quiet_kinds', models.JSONField(blank=True, default=list)),
                        ('digested_at', models.DateTimeField(blank=True, null=True)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='preference', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'preference of news',
                        'verbose_name_plural': 'preferences of news',
                    },
                ),
                migrations.CreateModel(
                    name='Stop',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('channel', models.CharField(choices=[('mail', 'e-mail'), ('sms', 'text message'), ('push', 'notification')], max_length=8)),
                        ('contact', models.BinaryField(max_length=32)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'verbose_name': 'address without news',
                        'verbose_name_plural': 'addresses without news',
                        'constraints': [models.UniqueConstraint(fields=('channel', 'contact'), name='one_stop_an_address')],
                    },
                ),
                migrations.CreateModel(
                    name='Following',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('commune', 'commune'), ('theme', 'theme'), ('council', 'council'), ('referral', 'matter before the council'), ('mandate', 'person with a mandate'), ('need', 'need'), ('debate', 'debate'), ('petition', 'petition'), ('consultation', 'consultation')], max_length=16)),
                        ('key', models.CharField(max_length=100)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followings', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'followed topic',
                        'verbose_name_plural': 'followed topics',
                        'ordering': ['-id'],
                        'indexes': [models.Index(fields=['kind', 'key', 'user'], name='following_of_a_topic')],
                        'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'key'), name='one_following_a_topic')],
                    },
                ),
            ],
        ),
    ]
