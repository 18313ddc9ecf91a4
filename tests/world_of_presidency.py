"""Orders, written questions, information reports of the small world (`tests.world`): some shown, some in preparation.

With them, how to fill their addresses, and which of these name a secret.
"""

import datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from councils.enums import Role
from presidency import actions
from presidency.models import InformationReport, Order, WrittenQuestion
from tests.debates.papers import paper as pdf_of
from tests.factories.councils import MandateFactory
from tests.factories.deliberations import SessionFactory, SittingFactory
from tests.factories.presidency import WrittenQuestionFactory

COUNCIL = {"officer", "president", "superuser"}
SECRETS = {
    "canarydraftorder": COUNCIL,
    "canarywaitsquestion": COUNCIL,
    "canarydraftreply": COUNCIL,
    "canaryinformation": COUNCIL,
}
DAY = datetime.timedelta(days=1)
ORDER_PAGES = ("order", "order-edit", "order-discard", "order-file")
SESSION_PAGES = ("of-session", "question-sitting", "report-write")


def make(world) -> SimpleNamespace:
    """Make them; who may not see them is in `SECRETS`."""
    officer, president = world.who["officer"], world.who["president"]
    made = SimpleNamespace(member=MandateFactory(council=world.council, role=Role.MEMBER))
    first = actions.publish_order(written(world, 1, "first"), by=president)
    made.order = actions.publish_order(written(world, 2, "shown", repeals=[first]), by=president)
    made.draft_order = written(world, 3, "canarydraftorder")
    made.question = asked(world, made, "shown")
    actions.save_reply(made.question, by=officer, text="shown reply", version=0)
    actions.publish_reply(made.question, by=president)
    made.waiting = asked(world, made, "waiting")
    actions.save_reply(made.waiting, by=officer, text="canarydraftreply", version=0)
    until = localdate() + 30 * DAY
    made.held = WrittenQuestionFactory(
        council=world.council, mandate=made.member, title="canarywaitsquestion", text="canarywaitsquestion",
        held_until=until,
    )  # fmt: skip
    made.session = sitting_of(world, 91, -30)
    made.sitting = SittingFactory(session=made.session, number=91)
    actions.keep_sitting(made.session, by=officer, sitting=made.sitting)
    WrittenQuestion.objects.filter(pk__in=[made.question.pk, made.waiting.pk]).update(session=made.session)
    made.report = actions.publish_report(reported(world, made.session, "shown"), by=president)
    made.draft_report = reported(world, sitting_of(world, 92, 20), "canaryinformation")
    for name, model in (("question", WrittenQuestion), ("waiting", WrittenQuestion), ("order", Order)):
        setattr(made, name, model.objects.get(pk=getattr(made, name).pk))
    return made


def sitting_of(world, ordinal: int, days: int):
    opens = localdate() + days * DAY
    return SessionFactory(council=world.council, opens_from=opens, ordinal=ordinal)


def written(world, number: int, word: str, **more) -> Order:
    """Enter an order whose every word tells which one it is, with its file."""
    today = localdate()
    return actions.write_order(
        world.council, by=world.who["officer"], number=number, year=today.year, signed_on=today, kind="traffic",
        title_ar=f"{word} title", text_ar=f"{word} text", article=f"{word} article",
        file=SimpleUploadedFile("a.pdf", pdf_of()), **more,
    )  # fmt: skip


def asked(world, made, word: str) -> WrittenQuestion:
    return actions.ask_question(
        world.council, by=made.member.user, title=f"{word} title", text=f"{word} text", theme="water",
        came_from=world.waiting.get_absolute_url(),
    )  # fmt: skip


def reported(world, session, word: str) -> InformationReport:
    return actions.write_report(session, by=world.who["officer"], executed_ar=f"{word} executed")


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of this room with, as `tests.doors.values` does."""
    made = world.presidency
    slugs = [{"slug": "town"}, {"slug": "hamlet"}]
    orders = [{"pk": row.pk} for row in (made.order, made.draft_order)]
    questions = [{"pk": row.pk} for row in (made.question, made.waiting, made.held)]
    reports = [{"pk": row.pk} for row in (made.report, made.draft_report)]
    year = made.order.year
    return {
        ("presidency", ("slug",)): slugs,
        **{(f"presidency:{name}", ("pk",)): orders for name in ORDER_PAGES},
        **{(f"presidency:{name}", ("pk",)): questions for name in ("question", "question-reply")},
        **{(f"presidency:{name}", ("pk",)): reports for name in ("report", "report-publish")},
        **{(f"presidency:{name}", ("pk",)): [{"pk": made.session.pk}] for name in SESSION_PAGES},
        ("presidency:order-cited", ("number", "slug", "year")): [
            {"slug": "town", "year": year, "number": row.number} for row in (made.order, made.draft_order)
        ],
        ("presidency:order-move", ("action", "pk")): [
            one | {"action": act} for one in orders for act in ("publish", "repeal", "fly")
        ],
        ("presidency:question-move", ("action", "pk")): [
            one | {"action": act} for one in questions for act in ("publish", "withdraw", "fly")
        ],
        ("order", ("pk",)): orders,
        ("writtenquestion", ("pk",)): questions,
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address names what a stranger may not see; None for no address of this room."""
    made, pk = world.presidency, kwargs.get("pk")
    page = name.removeprefix("presidency:")
    if not name.startswith(("presidency:", "order-", "writtenquestion-")):
        return None
    if page == "order-cited":
        return kwargs["number"] == made.draft_order.number
    if page.startswith("order"):
        return pk == made.draft_order.pk
    if page.startswith(("question", "writtenquestion")) and page != "question-sitting":
        return pk == made.held.pk
    return page in {"report", "report-publish"} and pk == made.draft_report.pk


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of this room list."""
    made, president = world.presidency, world.who["president"]
    more = actions.publish_order(written(world, 10 + number, f"more{number}"), by=president)
    later = written(world, 20 + number, f"later{number}", repeals=[more])
    actions.publish_order(later, by=president)
    written(world, 30 + number, f"draft{number}")
    question = asked(world, made, f"more{number}")
    WrittenQuestion.objects.filter(pk=question.pk).update(session=made.session)
    past = localdate() - 10 * DAY
    WrittenQuestionFactory(
        council=world.council, mandate=made.member, received_on=past - 90 * DAY, session_on=past - 15 * DAY, due_on=past
    )
    SittingFactory(session=made.session, number=95 + number)
    actions.publish_report(reported(world, sitting_of(world, 95 + number, 5), f"more{number}"), by=president)
