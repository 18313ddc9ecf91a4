from django.db import migrations, models

# Of several that were made at the same moment the first stays; the others are nobody's, and nobody can sign in as them.
KEEP_ONE = """UPDATE accounts_user SET is_system = false
WHERE is_system AND id <> (SELECT min(id) FROM accounts_user WHERE is_system)"""


class Migration(migrations.Migration):
    safe_because = "The index holds one row; making it reads the people once, in less than a second for a million."

    dependencies = [("accounts", "0002_suspensions_and_readings")]

    operations = [
        migrations.RunSQL(KEEP_ONE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_system", True)), fields=("is_system",), name="one_system_account"
            ),
        ),
    ]
