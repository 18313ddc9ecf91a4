"""What is given for each kind, taken or refused in words; and written down as it was said."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.gis.geos import Point
from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.actions.storing import store
from consultations.models import Answer, Preference, Vote
from consultations.said import Faults, Said, read_said
from core.photos import Picture
from tests.consultations.asking import chosen, everything
from tests.factories.consultations import QuestionFactory, ResponseFactory, StatementFactory
from tests.needs import files

pytestmark = pytest.mark.django_db


def photo_file(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", data or files.photo_of_a_phone().getvalue(), "image/jpeg")


def read_one(kind, given):
    made = everything(kinds=[kind], methods=[], statements=0)
    question = made.questions[kind]
    keys = [option.pk for option in made.options.get(kind, [])]
    given = given(keys) if callable(given) else given
    said = read_said(made.consultation, {"answers": {str(question.pk): given}})
    return said.answers[question.pk], keys


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("single", lambda keys: str(keys[1]), lambda keys: [keys[1]]),
        ("single", lambda keys: [keys[0]], lambda keys: [keys[0]]),
        ("multiple", lambda keys: [str(keys[2]), keys[0]], lambda keys: [keys[2], keys[0]]),
        ("multiple", [], None),
        ("ranking", lambda keys: keys[::-1], lambda keys: keys[::-1]),
        ("ranking", lambda keys: {keys[0]: "2", keys[1]: "3", keys[2]: "1"}, lambda keys: [keys[2], keys[0], keys[1]]),
        ("ranking", lambda keys: {keys[0]: "", keys[1]: ""}, None),
        ("scale", "5", 5),
        ("scale", "٣", 3),
        ("short", "  ماء \n نقي ", "ماء نقي"),
        ("short", "م" * 300, "م" * 300),
        ("long", "أ\r\n\r\n\r\nب", "أ\n\nب"),
        ("long", "   ", None),
        ("number", "12,5", Decimal("12.50")),
        ("number", 0, Decimal("0.00")),
        ("date", "2026-11-28", datetime.date(2026, 11, 28)),
        ("point", {"lat": "29.7", "lon": "-9.2"}, Point(-9.2, 29.7, srid=4326)),
        ("point", {"lat": "", "lon": ""}, None),
    ],
)
def test_what_fits_is_taken(kind, given, kept):
    value, keys = read_one(kind, given)
    assert value == (kept(keys) if callable(kept) else kept)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("single", "999999"),
        ("single", lambda keys: keys[:2]),
        ("single", {"a": 1}),
        ("multiple", lambda keys: keys),  # two at most
        ("multiple", lambda keys: [*keys[:1], 10**30]),
        ("ranking", lambda keys: keys[:2]),
        ("ranking", lambda keys: [keys[0], keys[0], keys[1]]),
        ("ranking", lambda keys: {keys[0]: 1, keys[1]: 1, keys[2]: 2}),
        ("ranking", lambda keys: {keys[0]: 1, keys[1]: "x", keys[2]: 2}),
        ("scale", "6"),
        ("scale", "0"),
        ("scale", "1.5"),
        ("scale", True),
        ("short", "م" * 301),
        ("short", 5),
        ("long", "م" * 1_000_000),
        ("number", "20.01"),
        ("number", "-1"),
        ("number", "NaN"),
        ("number", "1e99999"),
        ("number", "twelve"),
        ("number", "9" * 5000),
        ("date", "2026-02-30"),
        ("date", "0001-01-01"),
        ("date", "28/11/2026"),
        ("point", {"lat": "29.7"}),
        ("point", {"lat": "nan", "lon": "nan"}),
        ("point", {"lat": "95", "lon": "0"}),
        ("point", {"lat": "34.0", "lon": "-6.8"}),  # another commune
        ("photo", "not a file"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(kind, given):
    with pytest.raises(Faults) as refused:
        read_one(kind, given)
    ((name, words),) = refused.value.faults.items()
    assert name.startswith("q")
    assert len(str(words)) > 10


def test_a_photo_is_written_anew_or_refused():
    value, _keys = read_one("photo", photo_file())
    assert isinstance(value, Picture)
    with pytest.raises(Faults):
        read_one("photo", photo_file(b"no photo at all"))


def test_nothing_of_another_consultation_or_taken_out_is_taken():
    made, other = everything(), everything()
    gone = made.options["single"][0]
    gone.removed_at = made.consultation.opened_at
    gone.save()
    held = StatementFactory(part=made.parts["opinions"], visibility="held")
    with pytest.raises(Faults) as refused:
        read_said(
            made.consultation,
            {
                "answers": {other.questions["short"].pk: "x", made.questions["single"].pk: gone.pk, "x": 1},
                "votes": {other.statements[0].pk: 1, held.pk: 1, made.statements[0].pk: 2},
                "preferences": {other.candidates["approval"][0].pk: 1, made.candidates["approval"][0].pk: -1},
            },
        )
    assert refused.value.faults.keys() == {
        f"q{other.questions['short'].pk}", f"q{made.questions['single'].pk}", "qx",
        f"s{other.statements[0].pk}", f"s{held.pk}", f"s{made.statements[0].pk}",
        f"c{other.candidates['approval'][0].pk}", f"c{made.candidates['approval'][0].pk}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("method", "most", "given", "fits"),
    [
        ("approval", 0, [1, 1, 1], True),
        ("approval", 2, [1, 1, 1], False),
        ("approval", 2, [1, 2, 0], False),
        ("equal_shares", 0, [1, 1, 1], True),  # 2,100 under a budget of 1,000: whoever chooses is not bound by it
        ("greedy", 1, [1, 1, 0], False),
        ("points", 10, [5, 5, 0], True),
        ("points", 10, [5, 6, 0], False),
        ("points", 0, [500, 6, 0], True),
        ("borda", 0, [2, 1, 3], True),
        ("borda", 0, [2, 1, 0], True),
        ("borda", 0, [2, 2, 1], False),
        ("borda", 0, [1, 3, 0], False),
        ("borda", 2, [1, 2, 3], False),
    ],
)
def test_priorities_are_bound_by_their_method(method, most, given, fits):
    made = everything(kinds=[], statements=0, methods=[method])
    part = made.parts[method]
    part.most = most
    part.save()
    raw = {"preferences": dict(zip([row.pk for row in made.candidates[method]], given, strict=True))}
    if fits:
        assert list(read_said(made.consultation, raw).preferences.values()) == given
    else:
        with pytest.raises(Faults) as refused:
            read_said(made.consultation, raw)
        assert refused.value.faults.keys() == {f"p{part.pk}"}


def test_what_is_said_is_stored_and_stored_again():
    made = everything()
    response = ResponseFactory(consultation=made.consultation)
    keys = {kind: [option.pk for option in options] for kind, options in made.options.items()}
    raw = {
        "single": keys["single"][0], "multiple": keys["multiple"][:2], "ranking": keys["ranking"][::-1], "scale": 4,
        "short": "ماء", "long": "نص", "number": "3.5", "date": "2026-01-02", "point": {"lat": 29.7, "lon": -9.2},
        "photo": photo_file(),
    }  # fmt: skip
    said = read_said(
        made.consultation,
        {
            "answers": {made.questions[kind].pk: value for kind, value in raw.items()},
            "votes": {made.statements[0].pk: -1, made.statements[1].pk: 0},
            "preferences": chosen(made.parts["approval"], *made.candidates["approval"][:2]),
        },
    )
    store(response, said)
    store(response, said)  # again: nothing doubles
    rows = {row.question.kind: row for row in Answer.objects.select_related("question")}
    assert rows.keys() == raw.keys()
    assert rows["ranking"].options == keys["ranking"][::-1]
    assert (rows["scale"].number, rows["number"].number) == (4, Decimal("3.5"))
    assert (rows["short"].text, rows["date"].day) == ("ماء", datetime.date(2026, 1, 2))
    assert rows["photo"].photo.name.startswith("consultations/photos/")
    assert set(Vote.objects.values_list("stance", flat=True)) == {-1, 0}
    assert Preference.objects.count() == 2

    store(response, Said(answers={made.questions["short"].pk: None}, votes={made.statements[0].pk: None}))
    assert (Answer.objects.count(), Vote.objects.count(), Preference.objects.count()) == (9, 1, 2)

    store(response, Said(answers={made.questions["scale"].pk: 2}), whole=True)
    assert (Answer.objects.count(), Vote.objects.count(), Preference.objects.count()) == (1, 0, 0)
    assert Answer.objects.get().number == 2


def test_two_entries_of_the_same_words_are_the_same_json():
    made = everything(kinds=["number", "date", "point"], methods=[], statements=0)
    one, two, three = (made.questions[kind].pk for kind in ("number", "date", "point"))
    first = {"answers": {one: "3", two: "2026-01-02", three: {"lat": "29.70", "lon": "-9.2"}}}
    second = {"answers": {str(one): 3.0, two: "2026-1-2", three: {"lat": 29.7, "lon": -9.20}}}
    read = [read_said(made.consultation, raw).as_json() for raw in (first, second)]
    assert read[0] == read[1]


def test_a_question_of_another_part_is_known_by_its_key_alone():
    made = everything(kinds=["short"], methods=[], statements=0)
    late = QuestionFactory(part=made.parts["questions"], kind="short", removed_at=made.consultation.opened_at)
    with pytest.raises(Faults):
        read_said(made.consultation, {"answers": {late.pk: "x"}})
