"""The debates of the small world (`tests.world`): one sits, one is concluded, some may not be seen by everyone.

With them, how to fill their addresses, and which of these name a secret.
"""

import datetime
import io
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from debates import actions
from debates.enums import ReactionKind
from debates.models import Debate, Point
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.needs.files import wav

# The API's names for the things of debates.
OF_DEBATES = ("debate-", "thread-", "contribution-", "sitting-", "request-", "poll-")
# What is typed of a voice note that is hidden, for who may read the words of what is hidden.
SECRETS = {"canaryspokenwords": {"facilitator", "moderator", "coordinator", "superuser"}}
MOVES = ("announce", "open", "close", "reopen", "archive", "hold", "hide", "show", "fly")


def make(world) -> SimpleNamespace:
    """Make the debates. Of each state one thing; `hidden` are the debates that strangers may not see."""
    who, space = world.who, world.space
    author, facilitator = who["author"], who["facilitator"]
    speaker = UserFactory(display_name="speaker")
    made = SimpleNamespace()
    made.concluded = _concluded(space, who)
    made.live = prepared(space, facilitator, "live")
    for move in ("announce", "open"):
        made.live = actions.move_debate(made.live, move, by=facilitator)
    thread = made.live.thread
    made.said = actions.contribute(thread, by=author, text="live said")
    made.reply = actions.contribute(thread, by=speaker, text="live reply", parent=made.said)
    actions.react(made.said, by=speaker, kind=ReactionKind.AGREE)
    made.held = actions.contribute(thread, by=author, text="canaryunsurewords")
    made.held = actions.move_contribution(made.held, "hold", by=facilitator, note="held for its numbers")
    gone = actions.contribute(thread, by=author, text="canarygonewords")
    answer = actions.contribute(thread, by=speaker, text="a reply to what is gone", parent=gone)
    made.gone = actions.move_contribution(gone, "hide", by=facilitator, note="hidden for its names")
    made.spoken = spoken(thread, UserFactory(), "live spoken")
    made.spoken_gone = spoken(thread, UserFactory(), "canaryspokenwords")
    made.spoken_gone = actions.move_contribution(made.spoken_gone, "hide", by=facilitator, note="hidden for its voice")
    made.edited = actions.edit_contribution(answer, by=speaker, text="a reply that was said otherwise")

    made.sitting = actions.start(made.live.sittings.get(), by=facilitator)
    actions.call_point(made.sitting, made.live.agenda.earliest("number"), by=facilitator)
    declared = actions.Declared(is_woman=True, is_youth=True, district="canarydistrict")
    made.speaking = actions.ask(made.sitting, by=speaker, about="first", declared=declared)
    actions.give(made.speaking, by=facilitator)
    made.waiting = actions.ask(made.sitting, by=author, about="second", declared=declared)
    made.poll = polled(made.sitting, facilitator, "live poll")
    actions.vote(made.poll, made.poll.options.earliest("pk").pk, by=speaker)
    made.draft_poll = actions.make_poll(
        made.sitting, by=facilitator, question="canarydraftpoll", options=["canarydraftpoll 1", "canarydraftpoll 2"]
    )

    made.draft = prepared(space, facilitator, "canarydraftdebate")
    hidden = prepared(space, facilitator, "canarycloseddebate")
    for move in ("announce", "open"):
        hidden = actions.move_debate(hidden, move, by=facilitator)
    made.hidden_said = actions.contribute(hidden.thread, by=speaker, text="canaryclosedtalk")
    made.hidden_debate = actions.move_debate(hidden, "hide", by=facilitator, note="hidden for a reason")
    made.hidden = [made.draft, made.hidden_debate]
    return made


def spoken(thread, author, word: str):
    said = actions.contribute(thread, by=author, text="", voice=io.BytesIO(wav(1)))
    return actions.transcribe(said, by=author, text=word)


def prepared(space, facilitator, word: str) -> Debate:
    """Prepare a debate whose every word tells which one it is, with an agenda, a document and a planned sitting."""
    debate = actions.create_debate(
        space, by=facilitator, title=f"{word} title", question=f"{word} question", text=f"{word} text", theme="water",
        audience="everyone", points=[(f"{word} point", 10), (f"{word} other point", 10)],
    )  # fmt: skip
    pdf = SimpleUploadedFile("a.pdf", paper())
    actions.add_document(debate, by=facilitator, title=f"{word} document", file=pdf)
    soon = now() + datetime.timedelta(minutes=30)
    actions.plan_sitting(debate, by=facilitator, starts_at=soon, place=f"{word} place")
    return debate


def polled(sitting, facilitator, question: str):
    poll = actions.make_poll(sitting, by=facilitator, question=question, options=["yes", "no"])
    return actions.open_poll(poll, by=facilitator)


def _concluded(space, who) -> Debate:
    facilitator = who["facilitator"]
    debate = prepared(space, facilitator, "concluded")
    for move in ("announce", "open"):
        debate = actions.move_debate(debate, move, by=facilitator)
    said = actions.contribute(debate.thread, by=who["author"], text="what it comes from")
    sitting = actions.start(debate.sittings.get(), by=facilitator)
    actions.close_poll(polled(sitting, facilitator, "concluded poll"), by=facilitator)
    actions.end(sitting, by=facilitator)
    debate = actions.move_debate(Debate.objects.get(pk=debate.pk), "close", by=facilitator)
    debate = actions.write_words(debate, by=facilitator, words="what was agreed")
    actions.add_point(debate, by=facilitator, kind="agreement", text="agreed", sources=[said.seq])
    actions.add_point(debate, by=facilitator, kind="question", text="asked of the council", theme="water", sources=[])
    return actions.conclude(debate, by=facilitator)


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of debates with, as `tests.doors.values` does."""
    made = world.debates
    hidden = made.hidden[turn % 2]
    debates = [made.live, made.concluded, hidden]
    pages = [{"pk": debate.pk} for debate in debates]
    threads = [{"pk": debate.thread_id} for debate in debates]
    said = [{"pk": row.pk} for row in (made.said, made.held, made.gone, made.hidden_said)]
    voiced = [{"pk": row.pk} for row in (made.spoken, made.spoken_gone)]
    sittings = [{"pk": debate.sittings.earliest("pk").pk} for debate in debates]
    requests = [{"pk": made.speaking.pk}, {"pk": made.waiting.pk}]
    polls = [{"pk": made.poll.pk}, {"pk": made.draft_poll.pk}]
    points = [{"pk": made.concluded.pk, "point": Point.objects.filter(debate=made.concluded).earliest("pk").pk}]
    papers = [{"pk": debate.pk, "number": debate.documents.earliest("pk").pk} for debate in debates]
    agendas = [{"pk": debate.pk, "number": debate.agenda.earliest("number").pk} for debate in debates]
    minutes = [{"pk": debate.pk, "version": 1} for debate in debates]

    def each(rows, name, words):
        return [row | {name: word} for row in rows for word in words]

    on_said = ("hold", "hide", "show", "withdraw", "fly")
    on_sitting, on_poll, kinds = ("start", "end", "fly"), ("open", "close", "fly"), ("agree", "fly")
    on_request = ("give", "end", "withdraw", "pass_over", "extend", "fly")
    return {
        ("debates", ("slug",)): [{"slug": space.commune.slug} for space in (world.space, world.draft_space)],
        ("debates", ("pk",)): pages,
        ("debates:move", ("action", "pk")): each(pages, "action", MOVES),
        **{(f"debates:{name}", ("number", "pk")): agendas for name in ("agenda-point", "agenda-move")},
        **{(f"debates:{name}", ("number", "pk")): papers for name in ("document", "document-remove")},
        ("debates", ("pk", "point")): points,
        ("debates:minutes", ("pk", "version")): minutes,
        ("debates:minutes-pdf", ("language", "pk", "version")): each(minutes, "language", ("ar", "xx")),
        **{(f"debates:{name}", ("pk",)): threads for name in ("thread", "contribute", "frames")},
        **{(f"debates:{name}", ("pk",)): said for name in ("contribution", "contribution-edit", "pin")},
        **{(f"debates:{name}", ("pk",)): voiced for name in ("voice", "transcribe")},
        ("contribution-transcript", ("pk",)): voiced,
        ("debates:contribution-move", ("action", "pk")): each(said, "action", on_said),
        ("debates:react", ("kind", "pk")): each(said, "kind", kinds),
        **{
            (f"debates:{name}", ("pk",)): sittings
            for name in (
                "room", "mine", "attend", "ask", "say", "counts", "projector", "console", "desk", "talk", "replan",
                "cancel", "sitting-settings", "call-point", "handover", "poll-new",
            )
        },
        ("debates:sitting-move", ("action", "pk")): each(sittings, "action", on_sitting),
        ("debates:hall", ("pk", "what")): each(sittings, "what", ("request", "contribution", "people", "fly")),
        ("debates:moderate", ("action", "number", "pk")): each(
            [sittings[0] | {"number": made.held.pk}, sittings[2] | {"number": made.hidden_said.pk}],
            "action",
            ("hide", "show", "pin", "fly"),
        ),
        ("debates:floor-move", ("action", "pk")): each(requests, "action", on_request),
        **{(f"debates:{name}", ("pk",)): polls for name in ("poll-vote", "poll-hall")},
        ("debates:poll-move", ("action", "pk")): each(polls, "action", on_poll),
        ("debate", ("pk",)): pages,
        ("debate-move", ("move", "pk")): each(pages, "move", MOVES),
        ("debate-point", ("pk", "point")): [{"pk": one["pk"], "point": one["number"]} for one in agendas],
        ("thread", ("pk",)): threads,
        ("thread-move", ("move", "pk")): each(threads, "move", ("hold", "fly")),
        ("contribution", ("pk",)): said,
        ("contribution-move", ("move", "pk")): each(said, "move", on_said),
        ("contribution-react", ("kind", "pk")): each(said, "kind", kinds),
        ("sitting", ("pk",)): sittings,
        ("sitting-move", ("move", "pk")): each(sittings, "move", on_sitting),
        ("request", ("pk",)): requests,
        ("request-move", ("move", "pk")): each(requests, "move", on_request),
        ("poll", ("pk",)): polls,
        ("poll-move", ("move", "pk")): each(polls, "move", on_poll),
    }  # fmt: skip


OF_SPEECH = {
    "debates:contribution",
    "debates:contribution-edit",
    "debates:contribution-move",
    "debates:pin",
    "debates:react",
    "debates:transcribe",
    "debates:voice",
}
OF_A_THREAD = {"debates:thread", "debates:contribute", "debates:frames"}
OF_A_POLL = {"debates:poll-vote", "debates:poll-hall", "debates:poll-move"}


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of debates names what a stranger may not see; None when it is no such address.

    Whoever acts for the space, its desk too, sees the debates that it prepares or hides. Whether a key is a
    debate's or a sitting's, the key alone tells (`tests.world.set_keys_apart`).
    """
    made, pk = world.debates, kwargs.get("pk")
    if not name.startswith(("debates:", *OF_DEBATES)):
        return None
    if pk is None:
        return kwargs.get("slug") == world.draft_space.commune.slug
    if name in OF_SPEECH or name.startswith("contribution-"):
        return pk in {made.held.pk, made.gone.pk, made.hidden_said.pk, made.spoken_gone.pk}
    if name in OF_A_THREAD or name.startswith("thread-"):
        return pk in {debate.thread_id for debate in made.hidden}
    if name in OF_A_POLL or name.startswith("poll-"):
        return pk == made.draft_poll.pk
    if name.startswith(("request-", "debates:floor-")):
        return False
    return role != "desk" and pk in {key for row in made.hidden for key in (row.pk, row.sittings.earliest("pk").pk)}


def plant(world) -> None:
    """Make one of what a page asks for only where there is some: what is on top, what the hall said, who has spoken."""
    made, facilitator = world.debates, world.who["facilitator"]
    actions.pin(made.said, by=facilitator)
    actions.end_turn(made.speaking, by=facilitator)
    actions.give(actions.ask_for_hall(made.sitting, by=facilitator, name="hall", about="hall"), by=facilitator)
    actions.count_hall(made.sitting, by=facilitator, people=9, women=4, youth=3)
    actions.count_hands(made.poll, {made.poll.options.earliest("pk").pk: 2}, by=facilitator)
    actions.correct_minutes(made.concluded, by=facilitator, note="corrected", remarks="more words")


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of debates list."""
    made, facilitator, space = world.debates, world.who["facilitator"], world.space
    talker, thread = UserFactory(display_name=f"talker {number}"), made.live.thread
    said = actions.contribute(thread, by=talker, text=f"live more {number}")
    actions.contribute(thread, by=UserFactory(), text=f"live answer {number}", parent=said)
    actions.contribute(thread, by=UserFactory(), text=f"live answer too {number}", parent=made.said)
    actions.react(made.said, by=talker, kind=ReactionKind.THANK)
    actions.pin(said, by=facilitator)
    spoken(thread, talker, f"live spoken {number}")
    held = actions.contribute(thread, by=world.who["author"], text=f"live held {number}")
    actions.move_contribution(held, "hold", by=facilitator, note="to be checked")
    actions.ask(made.sitting, by=talker, about=f"more {number}")
    actions.ask_for_hall(made.sitting, by=facilitator, name=f"hall {number}", about="hall")
    actions.attend(made.sitting, by=talker)
    actions.close_poll(made.poll, by=facilitator)
    made.poll = polled(made.sitting, facilitator, f"poll {number}")
    for debate in (made.live, made.draft, made.hidden_debate):
        actions.add_agenda_point(debate, by=facilitator, title=f"point {number}", minutes=5)
        actions.add_document(debate, by=facilitator, title=f"paper {number}", address=f"https://example.org/{number}")
        later = now() + datetime.timedelta(days=number + 2)
        actions.plan_sitting(debate, by=facilitator, starts_at=later, place="hall")
        actions.follow(debate, by=facilitator)
    actions.correct_minutes(made.concluded, by=facilitator, note=f"corrected {number}", remarks=f"{number}")
    actions.move_debate(prepared(space, facilitator, f"more {number}"), "announce", by=facilitator)
