"""A consultation with a part of each kind, and its sheets as two persons type them, for tests."""

from types import SimpleNamespace

from consultations.actions.paper import print_sheets
from consultations.enums import Method, QuestionKind
from consultations.models import Consultation
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.consultations import (
    CandidateFactory,
    ConsultationFactory,
    OptionFactory,
    PartFactory,
    QuestionFactory,
    StatementFactory,
)
from tests.factories.spaces import MembershipFactory


def asked(**fields) -> SimpleNamespace:
    """An open consultation: one choice, several, an order, a scale, words, a date; two opinions; two proposals."""
    consultation = ConsultationFactory(**({"opened": True} | fields))
    part = PartFactory(consultation=consultation, position=1, title_ar="أسئلة حول الحي", title_fr="Questions")
    kinds = ["single", "multiple", "ranking", "scale", "short", "long", "number", "date"]
    questions = {
        kind: QuestionFactory(part=part, position=place, kind=QuestionKind(kind), text_fr=f"Question {place} ?")
        for place, kind in enumerate(kinds, 1)
    }
    options = {
        kind: [OptionFactory(question=questions[kind], position=place, text_fr=f"Choix {place}") for place in (1, 2, 3)]
        for kind in ("single", "multiple", "ranking")
    }
    opinions = PartFactory(consultation=consultation, position=2, opinions=True, title_fr="Avis")
    statements = [StatementFactory(part=opinions) for _step in range(2)]
    priorities = PartFactory(
        consultation=consultation, position=3, priorities=True, method=Method.APPROVAL, title_fr="Priorités"
    )
    candidates = [CandidateFactory(part=priorities, position=place, text_fr=f"Projet {place}") for place in (1, 2)]
    return SimpleNamespace(
        consultation=consultation, questions=questions, options=options, statements=statements, candidates=candidates
    )


def desk_of(consultation: Consultation):
    """A person at the desk of the consultation's space."""
    return MembershipFactory(space=consultation.space, user=UserFactory(), role=Role.DESK).user


def facilitator_of(consultation: Consultation):
    return MembershipFactory(space=consultation.space, user=UserFactory(), role=Role.FACILITATOR).user


def a_sheet(consultation: Consultation, by=None):
    return print_sheets(consultation, by=by or desk_of(consultation), count=1)[0]


def filled(place: SimpleNamespace, **changes) -> dict:
    """What a person types from a sheet that is wholly filled."""
    said = {
        f"q{place.questions['single'].pk}": [place.options["single"][0].pk],
        f"q{place.questions['multiple'].pk}": sorted(option.pk for option in place.options["multiple"][:2]),
        f"q{place.questions['ranking'].pk}": [option.pk for option in reversed(place.options["ranking"])],
        f"q{place.questions['scale'].pk}": 4,
        f"q{place.questions['short'].pk}": "الماء",
        f"q{place.questions['long'].pk}": "نحتاج إلى الماء في الدوار كل يوم.",
        f"q{place.questions['number'].pk}": "3.00",
        f"q{place.questions['date'].pk}": "2026-03-09",
        f"s{place.statements[0].pk}": 1,
        f"s{place.statements[1].pk}": 0,
        f"c{place.candidates[0].pk}": 1,
    }
    return said | {f"q{place.questions[kind].pk}": value for kind, value in changes.items()}
