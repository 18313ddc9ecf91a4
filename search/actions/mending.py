"""At night everything is read again: what no journal told is mended, and the lexemes are counted anew."""

from django.db import connection, transaction
from django.utils.timezone import now

from search.actions.filling import AT_ONCE, index
from search.kinds import Kind, kinds
from search.models import Entry, Reading

RECOUNT = (
    "CREATE TEMP TABLE search_counted AS"
    " SELECT word AS lexeme, ndoc AS count FROM ts_stat('SELECT words FROM search_entry')"
    " WHERE NOT starts_with(word, 'title:')",  # each is of one entry or of few: nothing to count
    "DELETE FROM search_lexeme AS known WHERE NOT EXISTS (SELECT FROM search_counted AS told"
    " WHERE told.lexeme = known.lexeme)",
    "UPDATE search_lexeme AS known SET count = told.count FROM search_counted AS told"
    " WHERE known.lexeme = told.lexeme AND known.count <> told.count",
    "INSERT INTO search_lexeme (lexeme, count, is_word) SELECT lexeme, count, false FROM search_counted"
    " ON CONFLICT (lexeme) DO NOTHING",
    "DROP TABLE search_counted",
)


def mend() -> dict[str, int]:
    """Make every entry what it ought to be; return how many of each kind were not, and how many were of no kind."""
    mended = {kind.name: _mend(kind) for kind in kinds().values()}
    mended["gone"] = Entry.objects.exclude(kind__in=kinds()).delete()[0]
    count_lexemes()
    Reading.objects.filter(pk=1).update(mended_at=now())
    return {name: count for name, count in mended.items() if count}


def _mend(kind: Kind) -> int:
    last, mended = -1, 0
    public, entries = kind.public().order_by("pk"), Entry.objects.filter(kind=kind.name)
    while keys := list(public.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        mended += entries.filter(key__gt=last, key__lt=keys[-1]).exclude(key__in=keys).delete()[0]
        mended += index(kind, keys)
        last = keys[-1]
    return mended + entries.filter(key__gt=last).delete()[0]


@transaction.atomic
def count_lexemes() -> None:
    """Count in how many entries each lexeme is, and forget those in none."""
    with connection.cursor() as cursor:
        for sql in RECOUNT:
            cursor.execute(sql)
