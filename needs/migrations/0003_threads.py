"""Every need has its discussion: the needs that stand already are given theirs, in one statement each."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
CREATE TEMPORARY TABLE thread_of ON COMMIT DROP AS
    SELECT id AS need_id, nextval(pg_get_serial_sequence('debates_thread', 'id')) AS new_id FROM needs_need;

INSERT INTO debates_thread
    (id, space_id, title, path, state, visibility, audience, moderation, slow_seconds, last_seq, rev, room_rev,
     shown_count, held_count, pin_count, created_at)
    SELECT new_id, space_id, title, '/needs/' || id || '/',
        CASE WHEN merged_into_id IS NULL THEN 'open' ELSE 'closed' END,
        visibility, 'everyone', 'after', 0, 0, 0, 0, 0, 0, 0, created_at
    FROM needs_need JOIN thread_of ON need_id = id;

UPDATE needs_need SET thread_id = thread_of.new_id FROM thread_of WHERE need_id = needs_need.id;

SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("needs", "0002_confirmations_keys_and_grid"), ("debates", "0002_offices_and_places")]
    operations = [
        migrations.AddField(
            "need",
            "thread",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="need", to="debates.thread"
            ),
        ),
        migrations.AddField(
            "need",
            "raised_by",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="need",
                to="debates.point",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            "need",
            "thread",
            models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="need", to="debates.thread"
            ),
        ),
    ]
