"""The acts of a council's people on a session and its parts, as its desk offers them."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import is_open
from councils.rules import mandates_in
from deliberations import actions, rules
from deliberations.enums import AHEAD, COMING, DecisionState, ItemState, SessionState, SittingState
from deliberations.forms import agenda as agenda_forms
from deliberations.forms import session as forms


@dataclass(frozen=True)
class Act:
    """One act: its words, its form, what it runs, the rule that a mandate must give, and when it is offered."""

    label: Any
    form: type
    run: Callable
    gives: Callable
    when: Callable[[Any], bool]
    lead: Any = ""
    danger: bool = False


def _moves(action: str) -> Callable[[Any], bool]:
    return lambda thing: is_open(thing, action)


def _is_coming(session) -> bool:
    return session.state in COMING


def _is_prepared(session) -> bool:
    return _is_coming(session) and session.agenda_closed_at is None


def _minutes(action: Callable) -> Callable:
    """Run an act on the latest minutes of a session."""
    return lambda session, **given: action(session.minutes.order_by("-version").first(), **given)


def _decides(item) -> bool:
    """Adopted, and its decision is not published."""
    found = getattr(item, "deliberation", None)
    return bool(found and found.is_adopted) and not _is_decided(item)


def _votes(item) -> bool:
    is_held = item.session.state == SessionState.OPEN
    return is_held and (item.state in AHEAD or (item.state == ItemState.DELIBERATED and not _is_decided(item)))


def _votes_again(item) -> bool:
    """Not adopted at its first vote for want of the absolute majority, and another sitting is held later."""
    found = getattr(item, "deliberation", None)
    if found is None or item.session.state != SessionState.OPEN or not actions.may_vote_again(found):
        return False
    held = held_at(item.session)
    return found.sitting_id in held and max(held.values()) > held[found.sitting_id]


def held_at(session) -> dict[int, datetime.datetime]:
    """Return when each held sitting of a session began, by its id. Asked of the database once a session."""
    if not hasattr(session, "_held_at"):
        rows = session.sittings.filter(state=SittingState.HELD)
        session._held_at = dict(rows.values_list("pk", "starts_at"))
    return session._held_at


def _vote_again(item, **given):
    return actions.deliberate(item, is_second=True, **given)


def _is_decided(item) -> bool:
    """Its decision is published. No query for a point read by `for_list`, as a desk shows many of them."""
    decision = getattr(getattr(item, "deliberation", None), "decision", None)
    return decision is not None and decision.state == DecisionState.PUBLISHED


def _write_decision(item, **given):
    return actions.write_decision(item.deliberation, **given)


OF_COUNCIL = {
    "call": Act(
        _("Call an extraordinary session"),
        forms.CallForm,
        actions.call_extraordinary,
        rules.signs,
        lambda council: True,
        _("On the president’s own initiative. It closes once its agenda is dealt with."),
    ),
    "ask": Act(
        _("Record a request for an extraordinary session"),
        forms.AskForm,
        actions.ask_for_session,
        rules.proposes,
        lambda council: True,
        _("A third of the members, their absolute majority or the governor may ask for one (113-14, art. 36–37)."),
    ),
}
OF_REQUEST = {
    "accept": Act(
        _("Have the session held"), forms.OpeningForm, actions.accept_request, rules.signs, _moves("accept"),
        _("Those who asked are told."),
    ),
    "refuse": Act(
        _("Refuse with reasons"), forms.ReasonForm, actions.refuse_request, rules.signs,
        lambda row: is_open(row, "refuse") and row.caller == "third",
        _("Only what a third of the members asked for can be refused, with reasons, in ten days."), danger=True,
    ),
}  # fmt: skip
OF_SESSION = {
    "day": Act(
        _("Choose the day"), forms.OpeningForm, actions.choose_day, rules.prepares,
        lambda row: row.state == SessionState.PLANNED and row.opens_from != row.opens_by,
        _("The law names the days on which an ordinary session opens."),
    ),
    "item": Act(
        _("Add a point"), agenda_forms.ItemForm, actions.propose_item, rules.prepares, _is_prepared,
        _("It is then kept on the agenda, or not, with the reason."),
    ),
    "propose": Act(
        _("Ask for a point on the agenda"), agenda_forms.MemberItemForm, actions.propose_item, rules.proposes,
        _is_prepared,
        _("In your own name. A refusal gives its reason, and half of the members may force the point in."),
    ),
    "close-agenda": Act(
        _("Close the agenda"), forms.PlainForm, actions.close_agenda, rules.prepares, _is_prepared,
        _("Nothing is added afterwards but by half of the members or the governor."),
    ),
    "send-agenda": Act(
        _("The agenda was sent to the governor"), forms.DayForm, actions.send_agenda, rules.prepares,
        lambda row: row.agenda_closed_at is not None and row.sent_to_governor_on is None and _is_coming(row),
    ),
    "force": Act(
        _("Force a point in"), agenda_forms.ForceForm, actions.force_item, rules.prepares,
        lambda row: row.agenda_closed_at is not None and _is_coming(row),
        _(
            "Half of the members in writing (113-14, art. 40), or the governor within eight days of receiving the"
            " agenda (art. 39). Everyone sees who, and under which article."
        ),
    ),
    "sitting": Act(
        _("Add a sitting"), forms.SittingForm, actions.plan_sitting, rules.prepares,
        lambda row: row.opens_on is not None and row.state != SessionState.CLOSED,
        _("Open to the public unless the president, a third of the members or the governor asks otherwise."),
    ),
    "convene": Act(
        _("Convene the members"), forms.DayForm, actions.convene, rules.signs, _moves("convene"),
        _("Give the day on which the notice was sent, with the agenda and the documents. Members with an account are"
          " told here too."),
    ),
    "document": Act(
        _("Add a document"), forms.DocumentForm, actions.add_document, rules.prepares,
        lambda row: row.state != SessionState.CLOSED, _("A PDF of 10 MB at most. Everyone may read it."),
    ),
    "extend": Act(
        _("Extend the session"), forms.ExtendForm, actions.extend, rules.signs,
        lambda row: row.state == SessionState.OPEN and not row.extension_days and not row.is_extraordinary,
        _("Once, and no longer than the law of the council allows."),
    ),
    "close": Act(
        pgettext_lazy("council", "Close the session"), forms.PlainForm, actions.close_session, rules.records,
        _moves("close"),
        _("Nothing is voted afterwards. The delays of the minutes and of the governor begin."),
    ),
    "minutes": Act(
        _("Write the minutes"), forms.MinutesForm, actions.write_minutes, rules.records,
        lambda row: row.state not in COMING, _("Each change is kept as a version of its own."),
    ),
    "approve-minutes": Act(
        _("Approve the minutes"), forms.PlainForm, _minutes(actions.approve_minutes), rules.approves,
        lambda row: (last := row.minutes.order_by("-version").first()) is not None and last.approved_at is None,
        _("Everyone reads them from then on, as a page and as a PDF."),
    ),
    "send-minutes": Act(
        _("The minutes were sent to the members"), forms.DayForm, _minutes(actions.send_minutes), rules.records,
        lambda row: (last := row.minutes.order_by("-version").first()) is not None
        and last.approved_at is not None and last.sent_to_members_on is None,
    ),
    "send": Act(
        _("The minutes and decisions were sent to the governor"), forms.DayForm, actions.send_to_governor,
        rules.records, lambda row: row.state == SessionState.CLOSED and row.sent_on is None,
    ),
}  # fmt: skip
OF_ITEM = {
    "keep": Act(_("Keep on the agenda"), forms.PlainForm, actions.keep_item, rules.prepares, _moves("keep")),
    "refuse": Act(
        _("Do not keep it"), forms.ReasonForm, actions.refuse_item, rules.signs, _moves("refuse"), danger=True,
    ),
    "edit": Act(
        _("Change the words"), agenda_forms.EditItemForm, actions.edit_item, rules.prepares,
        lambda row: _is_prepared(row.session) and row.state in {*AHEAD, ItemState.PROPOSED},
    ),
    "committee": Act(
        _("Give to a committee"), agenda_forms.CommitteeForm, actions.to_committee, rules.prepares,
        lambda row: row.state in {*AHEAD, ItemState.PROPOSED},
        _("Each point is studied by its standing committee (113-14, art. 28). Its members are told."),
    ),
    "report": Act(
        _("What the committee says"), agenda_forms.ReportForm, actions.report_of_committee, rules.studies,
        lambda row: row.committee_id is not None and is_open(row, "study"),
    ),
    "vote": Act(
        _("Record the vote"), agenda_forms.VoteForm, actions.deliberate, rules.records, _votes,
        _("The law has the names recorded. No more voices are counted than members who were at the sitting."),
    ),
    "second-vote": Act(
        _("Record the second vote"), agenda_forms.SecondVoteForm, _vote_again, rules.records, _votes_again,
        _(
            "The absolute majority of the members in office was not reached at the first vote: a second sitting decides"
            " by the majority of the votes cast. The first vote is kept and shown."
        ),
    ),
    "postpone": Act(
        _("Postpone"), forms.ReasonForm, actions.postpone_item, rules.records,
        lambda row: row.session.state == SessionState.OPEN and is_open(row, "postpone"),
        _("It goes on at the next ordinary session."),
    ),
    "decision": Act(
        _("Write the decision"), agenda_forms.DecisionForm, _write_decision, rules.records, _decides,
        _("Nobody outside the council sees it before it is signed."),
    ),
    "withdraw": Act(
        _("Take off the agenda"), forms.ReasonForm, actions.withdraw_item, rules.prepares, _moves("withdraw"),
        danger=True,
    ),
}  # fmt: skip
OF_SITTING = {
    "roll": Act(
        _("Call the roll"), forms.RollForm, actions.open_sitting, rules.records, _moves("hold"),
        _(
            "More than half of the members in office must be there when a session opens; at the third call, or at the"
            " second of a session that the governor asked for, any number."
        ),
    ),
    "correct": Act(
        _("Correct the roll"), forms.RollForm, actions.correct_roll, rules.records,
        lambda row: row.state == SittingState.HELD and row.session.state == SessionState.OPEN,
    ),
    "change": Act(
        _("Change the place, or who may come in"), forms.ChangeSittingForm, actions.change_sitting, rules.prepares,
        lambda row: row.state == SittingState.PLANNED,
    ),
    "cancel": Act(
        _("Cancel the sitting"), forms.ReasonForm, actions.cancel_sitting, rules.prepares, _moves("cancel"),
        danger=True,
    ),
}  # fmt: skip


def _visa(action: str) -> Callable:
    return lambda decision, **given: actions.follow_visa(decision, action, **given)


def _after(action: str) -> Callable[[Any], bool]:
    return lambda row: row.state == DecisionState.PUBLISHED and is_open(row, action)


OF_DECISION = {
    "publish": Act(
        _("Sign and publish"), agenda_forms.PublishForm, actions.publish_decision, rules.signs, _moves("publish"),
        _("The secretary of the council signs with you (113-14, art. 47). Both names are shown with it. It cannot be"
          " taken back."),
    ),
    "send": Act(_("Sent to the governor"), agenda_forms.VisaForm, _visa("send"), rules.records, _after("send")),
    "grant": Act(_("The visa was given"), agenda_forms.VisaForm, _visa("grant"), rules.records, _after("grant")),
    "clear": Act(_("Not opposed"), agenda_forms.VisaForm, _visa("clear"), rules.records, _after("clear")),
    "oppose": Act(
        _("The governor opposed it"), agenda_forms.OpposeForm, _visa("oppose"), rules.records, _after("oppose"),
        danger=True,
    ),
    "anew": Act(
        _("Have it deliberated anew"), forms.PlainForm, actions.deliberate_anew, rules.prepares,
        actions.may_deliberate_anew,
        _("The governor opposed it: the council deliberates on it anew (113-14, art. 117). It becomes a point of the"
          " next ordinary session that is being prepared."),
    ),
}  # fmt: skip


def offered(acts: dict[str, Act], thing, user) -> list[tuple[str, Act]]:
    """Return the acts that this person may do on a thing now, in the order of the table."""
    held = mandates_in(rules.council_of(thing), user)
    if not held:
        return []
    return [
        (name, act)
        for name, act in acts.items()
        if any(act.gives(mandate, thing) for mandate in held) and act.when(thing)
    ]
