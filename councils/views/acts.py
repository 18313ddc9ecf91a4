"""The acts on a matter, as its page offers them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils import actions, forms, rules
from councils.actions.people import acting_mandate


@dataclass(frozen=True)
class Act:
    """One act on a matter: its words, its form, what it runs, and the rule that a mandate must give."""

    label: Any
    lead: Any
    form: Callable
    run: Callable
    done: Any
    gives: Callable
    shows_draft: bool = False


def _assign(referral, by, data):
    if data:
        return actions.assign(referral, by=by, **data)
    return actions.assign(referral, by=by, mandate=acting_mandate(referral.council_id, by, rules.assigns, referral))


def _plain(action):
    return lambda referral, by, data: action(referral, by=by, **data)


ACTS = {
    "assign": Act(
        _("Assign"),
        _("Say who prepares the answer. The person is told; everyone sees who has it."),
        forms.form_to_assign,
        _assign,
        _("It is assigned."),
        rules.assigns,
    ),
    "draft": Act(
        _("Draft the answer"),
        _("Nobody outside the council sees a draft."),
        forms.DraftForm,
        _plain(actions.save_draft),
        _("The draft is saved. The director and the president are told."),
        rules.drafts,
    ),
    "validate": Act(
        _("Validate the answer"),
        _("After that, it waits for a signature."),
        forms.ReadForm,
        _plain(actions.validate),
        _("The draft is validated."),
        rules.validates,
        shows_draft=True,
    ),
    "return": Act(
        _("Send back to the drafter"),
        _("The draft is kept. Say what has to change."),
        forms.ReturnForm,
        _plain(actions.send_back),
        _("The draft is sent back."),
        rules.validates,
        shows_draft=True,
    ),
    "publish": Act(
        _("Sign and publish"),
        _(
            "Your name and your capacity are shown with the answer, and everyone who asked is told. "
            "It cannot be taken back."
        ),
        forms.ReadForm,
        _plain(actions.publish),
        _("The answer is published."),
        rules.signs,
        shows_draft=True,
    ),
    "report": Act(
        _("Report progress"),
        _("What became of the answer: it is published at once, under your name."),
        forms.AnswerForm,
        _plain(actions.report_progress),
        _("The report is published."),
        rules.signs,
    ),
    "pause": Act(
        _("Stop the clock"),
        _("Everyone sees the reason. The last day moves back by the days the clock stands still."),
        forms.PauseForm,
        _plain(actions.pause),
        _("The clock stands still."),
        rules.pauses,
    ),
    "resume": Act(
        _("Let the clock run again"),
        _("The last day moves back by the days the clock stood still."),
        forms.PlainForm,
        _plain(actions.resume),
        _("The clock runs again."),
        rules.pauses,
    ),
}
PRIMARY = ("publish", "validate", "draft", "assign", "report")
