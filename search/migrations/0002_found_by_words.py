"""The words of a search are found by their index, whatever the planner makes of them.

PostgreSQL does not know how common a word is inside a vector. Left to choose, it would read all of a million vectors for
a rare word. `search.finding` knows (it counts its lexemes): it asks for no more than some thousand rows, by their index,
and inside the function the planner has no choice left.
"""

from django.db import migrations

# No column of it is worth counting, and each lexeme is changed in its place.
STORED = """
ALTER TABLE search_entry ALTER COLUMN words SET STATISTICS 0;
ALTER TABLE search_lexeme SET (fillfactor = 80);
"""
UNDO = "ALTER TABLE search_lexeme RESET (fillfactor)"

# The newest `most` of those that an index on the words finds. Dates are added to nothing, so that no index answers for
# them: the planner takes a period it does not know for a small part of all, and would read the whole index of dates.
INDEXED = """
CREATE FUNCTION search_indexed(asked tsquery, since timestamptz, until timestamptz, most integer)
RETURNS TABLE (id bigint, kind varchar) LANGUAGE sql STABLE ROWS 500
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET jit = off
AS $$
    SELECT id, kind FROM search_entry
    WHERE words @@ asked AND at + interval '0' >= since AND at + interval '0' < until
    ORDER BY at DESC, id DESC LIMIT most
$$
"""
# The words in use that are spelt most like one that nobody used.
ALIKE = """
CREATE FUNCTION search_alike(asked text, most integer)
RETURNS TABLE (lexeme varchar, count integer, likeness real) LANGUAGE sql STABLE ROWS 10
SET pg_trgm.similarity_threshold = 0.25 SET jit = off
AS $$
    SELECT lexeme, count, similarity(lexeme, asked) FROM search_lexeme
    WHERE is_word AND count > 0 AND lexeme % asked
    ORDER BY similarity(lexeme, asked) DESC, count DESC LIMIT most
$$
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.RunSQL(STORED, UNDO),
        migrations.RunSQL(INDEXED, "DROP FUNCTION search_indexed(tsquery, timestamptz, timestamptz, integer)"),
        migrations.RunSQL(ALIKE, "DROP FUNCTION search_alike(text, integer)"),
    ]
