"""The journal is append-only, and each entry is closed into a hash chain when its transaction commits.

Sealing. A deferred constraint trigger runs at COMMIT, after the work is done, and takes one advisory lock for the few
microseconds that are left: transactions that wait for row locks never hold this one, so the two cannot deadlock. The lock is
released only after the commit has become visible. The function is VOLATILE and runs under READ COMMITTED, so the SELECT that
follows the lock takes a fresh snapshot and sees the last seal of whoever held the lock before. Under REPEATABLE READ the
snapshot may be older: then the number is taken already, the primary key refuses it and the transaction fails; the chain
never forks. `SECURITY DEFINER` lets the application's role work without any right to write seals itself; the fixed
search path keeps a temporary table from standing in for the real one.

The canonical text names its columns one by one and carries a version in its name: a new column means a new function.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION core_journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The journal is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER core_entry_append_only BEFORE UPDATE OR DELETE ON core_entry
    FOR EACH ROW EXECUTE FUNCTION core_journal_refuse();
CREATE TRIGGER core_entry_no_truncate BEFORE TRUNCATE ON core_entry
    FOR EACH STATEMENT EXECUTE FUNCTION core_journal_refuse();
CREATE TRIGGER core_seal_append_only BEFORE UPDATE OR DELETE ON core_seal
    FOR EACH ROW EXECUTE FUNCTION core_journal_refuse();
CREATE TRIGGER core_seal_no_truncate BEFORE TRUNCATE ON core_seal
    FOR EACH STATEMENT EXECUTE FUNCTION core_journal_refuse();
"""

SEAL = """
CREATE FUNCTION core_entry_text_v1(e core_entry) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_array(
        e.id, (extract(epoch FROM e.at) * 1000000)::bigint, e.subject, e.action, e.axis, e.source, e.target, e.by_id,
        e.note, e.data
    )::text
$$;

CREATE FUNCTION core_entry_seal() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    last core_seal%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('core_seal'));
    SELECT * INTO last FROM core_seal ORDER BY number DESC LIMIT 1;
    INSERT INTO core_seal (number, entry_id, digest) VALUES (
        coalesce(last.number, 0) + 1,
        NEW.id,
        sha256(coalesce(last.digest, decode(repeat('00', 32), 'hex')) || convert_to(core_entry_text_v1(NEW), 'UTF8'))
    );
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER core_entry_sealed AFTER INSERT ON core_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION core_entry_seal();
"""

# The journal of an installation that is taken down goes with its tables; going back one step keeps the rows.
UNDO_REFUSE = """
DROP TRIGGER core_entry_append_only ON core_entry;
DROP TRIGGER core_entry_no_truncate ON core_entry;
DROP TRIGGER core_seal_append_only ON core_seal;
DROP TRIGGER core_seal_no_truncate ON core_seal;
DROP FUNCTION core_journal_refuse();
"""
UNDO_SEAL = """
DROP TRIGGER core_entry_sealed ON core_entry;
DROP FUNCTION core_entry_seal();
DROP FUNCTION core_entry_text_v1(core_entry);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO_REFUSE), migrations.RunSQL(SEAL, UNDO_SEAL)]
