"""The consultations of the small world (`tests.world`): a draft, an open one, one with its result, one held.

With them, how to fill their addresses, and which of these name a secret.
"""

import datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from consultations import actions
from consultations.actions import answering, desk, paper, proposing, replying, tallying
from consultations.enums import Method, PartKind, QuestionKind
from consultations.models import Consultation, Statement
from consultations.said import read_said
from core.journal import history
from tests.debates.papers import paper as pdf_of
from tests.factories.accounts import UserFactory

# The API's names for the things of consultations.
OF_CONSULTATIONS = ("consultation-", "consultations")


def make(world, typist: str = "facilitator") -> SimpleNamespace:
    """Make the consultations; `secret` are those that strangers may not see. `typist` types a sheet."""
    who, made = world.who, SimpleNamespace()
    made.draft = asking(world, "canarydraftasking")
    made.open = opened(world, "open")
    made.held = actions.hold(opened(world, "canarybackasking"), by=who["facilitator"], note="held")
    made.closed = opened(world, "result")
    for consultation in (made.open, made.closed):
        answered(consultation, by=who["supporter"], word="canaryanswertext")
    taken(world, made.open)
    part = made.open.parts.get(kind=PartKind.OPINIONS)
    proposing.propose(part, "canarystatementheld", by=who["author"])
    made.statement = Statement.objects.get(text="canarystatementheld")
    made.printed, made.typed = paper.print_sheets(made.open, by=who["desk"], count=2)
    paper.type_sheet(made.typed, by=who[typist], said=typed_of(made.open))
    for name in ("draft", "open", "held"):
        actions.add_document(
            getattr(made, name),
            by=who["facilitator"],
            title=f"{name} document",
            file=SimpleUploadedFile("a.pdf", pdf_of()),
        )
    actions.close(made.closed, by=who["facilitator"], note="everyone has answered")
    made.result = resulting(world, "published")
    for name in ("draft", "open", "held", "closed", "result"):
        setattr(made, name, Consultation.objects.get(pk=getattr(made, name).pk))
    made.secret = [made.draft, made.held]
    return made


def asking(world, word: str) -> Consultation:
    """Write a draft whose every word tells which one it is: a part of each kind."""
    by = world.who["facilitator"]
    row = actions.create(
        world.space,
        by=by,
        title=f"{word} title",
        purpose=f"{word} text",
        use=f"{word} use",
        theme="water",
        closes_at=now() + datetime.timedelta(days=20),
    )
    part = actions.add_part(row, by=by, kind=PartKind.QUESTIONS, title_ar=f"{word} part")
    options = [{"text_ar": f"{word} {number}"} for number in (1, 2, 3)]
    actions.add_question(part, by=by, kind=QuestionKind.SINGLE, text_ar=f"{word} question", options=options)
    actions.add_question(part, by=by, kind=QuestionKind.LONG, text_ar=f"{word} why")
    part = actions.add_part(row, by=by, kind=PartKind.OPINIONS, title_ar=f"{word} opinions")
    actions.add_statement(part, by=by, text=f"{word} statement")
    part = actions.add_part(row, by=by, kind=PartKind.PRIORITIES, title_ar=f"{word} first", method=Method.APPROVAL)
    for number in (1, 2):
        actions.add_candidate(part, by=by, text_ar=f"{word} proposal {number}")
    return row


def opened(world, word: str) -> Consultation:
    return actions.open_consultation(asking(world, word), by=world.who["facilitator"])


def asked_of(consultation: Consultation) -> SimpleNamespace:
    """Return what is asked: both questions, the first option, the first statement that is shown, the first proposal."""
    questions = consultation.parts.get(kind=PartKind.QUESTIONS).questions
    single, long = questions.get(kind=QuestionKind.SINGLE), questions.get(kind=QuestionKind.LONG)
    return SimpleNamespace(
        single=single.pk,
        option=single.options.first().pk,
        long=long.pk,
        statement=consultation.parts.get(kind=PartKind.OPINIONS).statements.shown().first().pk,
        proposal=consultation.parts.get(kind=PartKind.PRIORITIES).candidates.first().pk,
    )


def resulting(world, word: str) -> Consultation:
    """Lead a consultation to its published result, before the council, with a point of its reply."""
    row, by = opened(world, word), world.who["facilitator"]
    answered(row, by=world.who["supporter"], word="canaryanswertext")
    row = actions.close(row, by=by, note="everyone has answered")
    tallying.tally(row.pk)
    row = replying.refer_result(actions.publish(row, by=by), by=by)
    replying.write_point(row, by=world.who["officer"], about="first", verdict="taken", reasons="canaryreplypoint")
    return row


def said_to(consultation: Consultation, word: str):
    """Return what a person says to all of it."""
    asked = asked_of(consultation)
    return read_said(
        consultation,
        {
            "answers": {asked.single: asked.option, asked.long: word},
            "votes": {asked.statement: 1},
            "preferences": {asked.proposal: 1},
        },
    )


def answered(consultation: Consultation, *, by, word: str) -> None:
    answering.answer_whole(consultation, said_to(consultation, word), by=by)


def taken(world, consultation: Consultation, key: str = "first"):
    """Write down what a person answers at the desk, and return the response."""
    said = said_to(consultation, "canarydesktext")
    phone = "+212677777799" if key == "first" else ""
    return desk.answer_for(
        consultation, said, by=world.who["desk"], desk="desk", consent="spoken", phone=phone, client_key=key
    )


def taken_number(consultation: Consultation) -> int:
    """Return the number of the last answer that a desk took: it is that of its row in the journal."""
    return history(consultation).filter(action="answer_for").latest("pk").pk


def typed_of(consultation: Consultation) -> dict:
    """Return what a person types from a sheet."""
    asked = asked_of(consultation)
    return {
        f"q{asked.single}": [asked.option],
        f"q{asked.long}": "canarytypedtext",
        f"s{asked.statement}": 1,
        f"c{asked.proposal}": 1,
    }


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of consultations with, as `tests.doors.values` does."""
    made = world.consultations
    secret = made.secret[turn % len(made.secret)]
    pages = [{"pk": row.pk} for row in (made.open, made.closed, made.result, secret)]
    edited = [{"pk": row.pk} for row in (made.draft, made.open)]
    slugs = [{"slug": space.commune.slug} for space in (world.space, world.draft_space)]
    keys = {
        pk: things_of(row) for pk, row in zip(("draft", "open", "secret"), (made.draft, made.open, secret), strict=True)
    }
    number = taken_number(made.open)
    draft, opening, hidden = ({"pk": row.pk} for row in (made.draft, made.open, secret))
    answer = [(opening, keys["open"]), (hidden, keys["secret"])]
    edit = [(draft, keys["draft"]), (opening, keys["open"])]
    documents = [{"pk": row.documents.first().pk} for row in (made.open, secret)]
    of_edit = {
        "part": "part", "question-new": "part", "candidate-new": "priorities", "statement-new": "opinions",
        "question": "question", "option-new": "question", "option": "option", "candidate": "candidate",
        "statement": "statement",
    }  # fmt: skip
    return {
        ("consultations", ("slug",)): slugs,
        ("consultations", ("pk",)): pages,
        **{
            (f"consultations:{name}", ("pk",)): edited
            for name in ("build", "edit", "preview", "documents", "discard")
        },
        ("consultations:document", ("pk",)): documents,
        ("consultations:document-remove", ("document", "pk")): [
            {"pk": row.pk, "document": row.documents.first().pk} for row in (made.draft, made.open)
        ],
        ("consultations:answer-question", ("pk", "question")): [
            pk | {"question": key["question"]} for pk, key in answer
        ],
        ("consultations:opinions", ("part", "pk")): [pk | {"part": key["opinions"]} for pk, key in answer],
        ("consultations:propose", ("part", "pk")): [pk | {"part": key["opinions"]} for pk, key in answer],
        ("consultations:priorities", ("part", "pk")): [pk | {"part": key["priorities"]} for pk, key in answer],
        ("consultations:desk-taken", ("number", "pk")): [opening | {"number": number}, hidden | {"number": 1}],
        ("consultations:part-new", ("kind", "pk")): [
            row | {"kind": kind} for row in edited for kind in (*PartKind.values, "x")
        ],
        **{
            (f"consultations:{name}", ("key", "pk")): [pk | {"key": key[thing]} for pk, key in edit]
            for name, thing in of_edit.items()
        },
        **{
            (f"consultations:{name}", ("key", "kind", "pk")): [
                pk | {"kind": kind, "key": key[thing]}
                for pk, key in edit
                for kind, thing in (("parts", "part"), ("questions", "question"), ("options", "option"), ("x", "part"))
            ]
            for name in ("put", "take-out")
        },
        ("consultations:move", ("action", "pk")): [
            pk | {"action": action} for pk in (draft, opening, hidden) for action in (*Consultation.MOVES, "fly")
        ],
        ("consultations:statement-move", ("action", "key", "pk")): [
            opening | {"key": made.statement.pk, "action": action} for action in (*Statement.MOVES, "fly")
        ],
        ("consultations:sheet-pages", ("first", "language", "last", "pk")): [
            pk | {"first": 1, "last": 2, "language": language} for pk, language in ((opening, "fr"), (hidden, "xx"))
        ],
        ("consultations", ("code",)): [{"code": sheet.code} for sheet in (made.printed, made.typed)],
        ("consultations:texts", ("number", "pk")): [opening | {"number": keys["open"]["long"]}],
        ("consultations", ("number", "pk")): [
            {"pk": made.result.pk, "number": made.result.reply_points.get().pk}, {"pk": made.closed.pk, "number": 1},
        ],
        ("consultations:report", ("language", "pk")): [
            pk | {"language": language} for pk in ({"pk": made.result.pk}, hidden) for language in ("fr", "xx")
        ],
        ("debates:thread", ("pk",)): [{"pk": row.thread_id} for row in (made.open, made.held)],
        ("consultation", ("pk",)): pages,
        ("consultation-move", ("move", "pk")): [
            pk | {"move": action} for pk in (draft, opening, hidden) for action in (*Consultation.MOVES, "fly")
        ],
    }  # fmt: skip


def things_of(consultation: Consultation) -> dict[str, int]:
    """Return a key of each thing that is asked, by its kind."""
    parts = {part.kind: part for part in consultation.parts.all()}
    question = parts["questions"].questions.get(kind=QuestionKind.SINGLE)
    return {
        "part": parts["questions"].pk,
        "opinions": parts["opinions"].pk,
        "priorities": parts["priorities"].pk,
        "question": question.pk,
        "long": parts["questions"].questions.get(kind=QuestionKind.LONG).pk,
        "option": question.options.first().pk,
        "candidate": parts["priorities"].candidates.first().pk,
        "statement": parts["opinions"].statements.first().pk,
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of consultations names what a stranger may not see; None for no such one."""
    made, pk = world.consultations, kwargs.get("pk")
    if name == "debates:thread" and pk in {made.open.thread_id, made.held.thread_id}:
        return pk == made.held.thread_id
    if not name.startswith(("consultations:", *OF_CONSULTATIONS)):
        return None
    if role == "desk" or name in {"consultations:of-council", "consultations:begin-for-council"}:
        return False
    if "code" in kwargs:
        return True
    if name == "consultations:document":
        return pk in {row.documents.first().pk for row in made.secret}
    if pk is None:
        return kwargs.get("slug") == world.draft_space.commune.slug
    return pk in {row.pk for row in made.secret}


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of consultations list."""
    made, who = world.consultations, world.who
    asking(world, f"more {number}")
    more = opened(world, f"more open {number}")
    answered(made.open, by=UserFactory(), word=f"answer {number}")
    taken(world, made.open, f"desk {number}")
    paper.print_sheets(made.open, by=who["desk"], count=1)
    proposing.propose(made.open.parts.get(kind=PartKind.OPINIONS), f"statement {number}", by=UserFactory())
    file = SimpleUploadedFile("a.pdf", pdf_of())
    actions.add_document(made.open, by=who["facilitator"], title=f"document {number}", file=file)
    actions.close(more, by=who["facilitator"], note="enough")
