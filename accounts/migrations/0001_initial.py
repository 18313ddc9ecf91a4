import core.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('territories', '0001_initial'),
    ]

    operations = [
        core.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('phone', models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name='phone number')),
                        ('phone_verified', models.BooleanField(default=False)),
                        ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='e-mail address')),
                        ('display_name', models.CharField(blank=True, max_length=60, verbose_name='name shown to everyone')),
                        ('language', models.CharField(choices=[('ar', 'العربية'), ('fr', 'Français'), ('zgh', 'ⵜⴰⵎⴰⵣⵉⵖⵜ'), ('en', 'English')], default='ar', max_length=3, verbose_name='language')),
                        ('trust', models.PositiveSmallIntegerField(choices=[(0, 'declared'), (1, 'contact confirmed'), (2, 'vouched for'), (3, 'identity seen at a desk')], default=0)),
                        ('is_active', models.BooleanField(default=True)),
                        ('is_staff', models.BooleanField(default=False, verbose_name='may enter the administration')),
                        ('is_system', models.BooleanField(default=False)),
                        ('joined_at', models.DateTimeField(auto_now_add=True)),
                        ('privacy_read_at', models.DateTimeField(blank=True, null=True)),
                        ('erased_at', models.DateTimeField(blank=True, null=True)),
                        ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='territories.territory', verbose_name='commune of residence')),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'person',
                        'verbose_name_plural': 'people',
                        'constraints': [models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('display_name', ''), ('email__isnull', True), ('phone__isnull', True)), _connector='OR'), name='erased_person_has_no_contact')],
                    },
                ),
                migrations.CreateModel(
                    name='Declaration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of birth')),
                        ('gender', models.CharField(blank=True, choices=[('woman', 'woman'), ('man', 'man')], max_length=8, verbose_name='gender')),
                        ('has_disability', models.BooleanField(blank=True, null=True, verbose_name='in a situation of disability')),
                        ('changed_at', models.DateTimeField(auto_now=True)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='declaration', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'declaration',
                        'verbose_name_plural': 'declarations',
                    },
                ),
                migrations.CreateModel(
                    name='OneTimeCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(choices=[('enter', 'signing in'), ('confirm', 'confirming that it is you'), ('change', 'changing a contact')], max_length=8)),
                        ('contact', models.CharField(max_length=64)),
                        ('network', models.CharField(max_length=64)),
                        ('digest', models.CharField(max_length=64)),
                        ('sent_at', models.DateTimeField()),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('spent_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'one-time code',
                        'verbose_name_plural': 'one-time codes',
                        'indexes': [models.Index(fields=['contact', 'sent_at'], name='code_contact'), models.Index(fields=['network', 'sent_at'], name='code_network')],
                    },
                ),
                migrations.CreateModel(
                    name='Token',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60, verbose_name='what it is for')),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('scopes', models.JSONField(default=list)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('last_used_at', models.DateTimeField(blank=True, null=True)),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'API token',
                        'verbose_name_plural': 'API tokens',
                    },
                ),
                migrations.CreateModel(
                    name='Voucher',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.PositiveSmallIntegerField(choices=[(0, 'declared'), (1, 'contact confirmed'), (2, 'vouched for'), (3, 'identity seen at a desk')])),
                        ('on_behalf_of', models.CharField(max_length=120, verbose_name='association or desk')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vouchers', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'voucher',
                        'verbose_name_plural': 'vouchers',
                    },
                ),
            ],
        ),
    ]
