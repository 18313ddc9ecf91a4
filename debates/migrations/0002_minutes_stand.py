"""A version of minutes never changes: the database lets only the name of a person who has left be taken out of it."""

from django.db import migrations

STAND = """
CREATE FUNCTION debates_minutes_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (NEW.id, NEW.debate_id, NEW.version, NEW.note, NEW.published_by_id, NEW.published_at)
            IS DISTINCT FROM (OLD.id, OLD.debate_id, OLD.version, OLD.note, OLD.published_by_id, OLD.published_at)
        OR (NEW.people IS DISTINCT FROM OLD.people AND NOT NEW.people <@ OLD.people)
        OR (NEW.facts IS DISTINCT FROM OLD.facts AND NEW.people IS NOT DISTINCT FROM OLD.people)
    THEN
        RAISE EXCEPTION 'A version of minutes stands: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER debates_minutes_stand BEFORE UPDATE OR DELETE ON debates_minutes
    FOR EACH ROW EXECUTE FUNCTION debates_minutes_stand();
"""
UNDO = """
DROP TRIGGER debates_minutes_stand ON debates_minutes;
DROP FUNCTION debates_minutes_stand();
"""


class Migration(migrations.Migration):
    dependencies = [("debates", "0001_initial")]
    operations = [migrations.RunSQL(STAND, UNDO)]
