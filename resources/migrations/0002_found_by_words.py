"""The words of a search are found by their index, whatever the planner makes of them.

PostgreSQL does not know how many rows hold a word that begins so-and-so, and would rather read every vector of the bank
(three seconds for 100,000 resources) than their index (some milliseconds). Inside these functions it may not.
"""

from django.db import migrations

FOUND = """
CREATE FUNCTION resources_found(asked tsquery) RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 500
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off
AS $$
    SELECT id FROM resources_resource
    WHERE search @@ asked AND state = 'published'
    ORDER BY published_at DESC, id DESC
    LIMIT 3000
$$
"""
ANY = """
CREATE FUNCTION resources_any(asked tsquery) RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 1
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off
AS $$
    SELECT id FROM resources_resource WHERE search @@ asked AND state = 'published' LIMIT 1
$$
"""


class Migration(migrations.Migration):
    dependencies = [("resources", "0001_initial")]
    operations = [
        migrations.RunSQL(FOUND, "DROP FUNCTION resources_found(tsquery)"),
        migrations.RunSQL(ANY, "DROP FUNCTION resources_any(tsquery)"),
    ]
