"""People who answered, for the tests of counting: rows as answering stores them."""

from itertools import cycle

from consultations.enums import PartKind, QuestionKind
from consultations.models import Answer, Preference, Vote
from tests.factories.consultations import (
    CandidateFactory,
    ConsultationFactory,
    OptionFactory,
    PartFactory,
    QuestionFactory,
    ResponseFactory,
    StatementFactory,
)


def asked(state="closed", *, options=3, **kwargs):
    """Return a consultation with a questionnaire of one choice, its question and its options."""
    consultation = ConsultationFactory(**{state: True}, **kwargs)
    question = QuestionFactory(part=PartFactory(consultation=consultation))
    return consultation, question, [OptionFactory(question=question) for _ in range(options)]


def respond(consultation, number=1, **kwargs):
    """Add sent responses, counted in the consultation as answering does."""
    made = [ResponseFactory(consultation=consultation, **kwargs) for _ in range(number)]
    consultation.online_count += number
    consultation.save(update_fields=["online_count"])
    return made


def choose(question, option, responses):
    """Have each response choose one option."""
    Answer.objects.bulk_create(Answer(response=one, question=question, options=[option.pk]) for one in responses)


def thirty(state="closed"):
    """Return a consultation of thirty people with all kinds of parts, as unequal as a small place is."""
    consultation, first, options = asked(state)
    part = first.part
    people = []
    for gender, age, number in (("woman", "18-24", 9), ("man", "25-39", 12), ("man", "18-24", 6), ("", "", 3)):
        people += respond(consultation, number, gender=gender, age_band=age)
    chosen = [options[0]] * 16 + [options[1]] * 11 + [options[2]] * 3
    for response, option in zip(people, chosen, strict=True):
        choose(first, option, [response])
    several = QuestionFactory(part=part, kind=QuestionKind.MULTIPLE)
    many = [OptionFactory(question=several) for _ in range(3)]
    for number, response in enumerate(people):
        keys = [option.pk for place, option in enumerate(many) if number % (place + 2) == 0] or [many[0].pk]
        Answer.objects.create(response=response, question=several, options=keys)
    after = QuestionFactory(part=part, shown_if=first, shown_for=[options[2].pk])
    last = [OptionFactory(question=after) for _ in range(2)]
    for response, option in zip(people[27:], cycle(last), strict=False):
        choose(after, option, [response])
    scale = QuestionFactory(part=part, kind=QuestionKind.SCALE, settings={"low": 1, "high": 5})
    for number, response in enumerate(people):
        Answer.objects.create(response=response, question=scale, number=1 + number % 5 if number % 7 else 3)
    opinions = PartFactory(consultation=consultation, kind=PartKind.OPINIONS, title_ar="آراء")
    for place in range(8):
        statement = StatementFactory(part=opinions)
        Vote.objects.bulk_create(
            Vote(response=one, statement=statement, stance=1 if (number < 15) == (place % 2 == 0) else -1)
            for number, one in enumerate(people)
        )
    ranked = PartFactory(consultation=consultation, priorities=True)
    candidates = [CandidateFactory(part=ranked) for _ in range(4)]
    for number, response in enumerate(people):
        for place, candidate in enumerate(candidates):
            if (number + place) % (place + 1) == 0:
                Preference.objects.create(response=response, candidate=candidate, value=1)
    return consultation
