"""The database refuses to change what a published version says."""

from django.db import migrations

CREATE = """
CREATE FUNCTION plans_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
BEGIN
    FOREACH touched IN ARRAY ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END
    ] LOOP
        IF EXISTS (SELECT FROM plans_version WHERE id = touched AND state = 'published') THEN
            RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER plans_passage_stays BEFORE INSERT OR UPDATE OR DELETE ON plans_passage
    FOR EACH ROW EXECUTE FUNCTION plans_published_stays();
"""
DROP = "DROP TRIGGER plans_passage_stays ON plans_passage; DROP FUNCTION plans_published_stays();"


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
