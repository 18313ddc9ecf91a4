"""Telling: the author what, why, under which rule and how to appeal; whoever reported what came of it; moderators what
waits. What was written is not repeated: it may be hidden.
"""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, gettext

from accounts.models import User
from core import dates
from core.text import isolate
from moderation.enums import Outcome
from moderation.kinds import HELD, HIDDEN
from moderation.models import Case, Sanction
from moderation.people import coordinators_of, moderators_of
from notices.actions import notify


def tell_held(case: Case) -> None:
    """Tell the author at once that what she wrote waits, and why."""
    _tell_author(
        case,
        "held",
        lambda: (
            gettext("What you wrote (%(kind)s) waits until a moderator has read it: %(rule)s. Nothing of it is lost.")
            % {"kind": case.kind_label, "rule": case.get_rule_display()}
        ),
        urgent=False,
    )


def tell_decided(case: Case, *, was: str) -> None:
    """Tell the author of a decision: of one that changed what others see of hers."""
    if case.is_about_picture:
        _tell_of_picture(case, was)
    elif case.outcome == Outcome.HIDDEN:
        _tell_author(
            case,
            "hidden",
            lambda: (
                gettext(
                    "What you wrote (%(kind)s) is hidden: %(rule)s. %(reason)s You can appeal until %(day)s: another "
                    "moderator will look."
                )
                % _words(case)
            ),
        )
    elif was in {HELD, HIDDEN}:
        words = lambda: gettext("What you wrote (%(kind)s) was read, and everyone sees it.") % _words(case)  # noqa: E731
        _tell_author(case, "shown", words, urgent=False)


def _tell_of_picture(case: Case, was: str) -> None:
    if case.outcome == Outcome.HIDDEN:
        _tell_author(
            case,
            "hidden",
            lambda: (
                gettext(
                    "A picture that you added (%(kind)s) is taken away, the words stay: %(rule)s. %(reason)s You can "
                    "appeal until %(day)s: another moderator will look."
                )
                % _words(case)
            ),
        )
    elif was == HIDDEN:
        words = lambda: gettext("A picture that you added (%(kind)s) is shown again.") % _words(case)  # noqa: E731
        _tell_author(case, "shown", words, urgent=False)


def tell_appeal(case: Case) -> None:
    """Tell the author of what was hidden at its own page how to appeal: its room has told her why."""
    _tell_author(
        case,
        "appeal",
        lambda: (
            gettext("You can appeal until %(day)s against the hiding of what you wrote: another moderator will look.")
            % _words(case)
        ),
    )


def tell_sanction(row: Sanction, *, until: datetime | None) -> None:
    """Tell a person of the step of the ladder that she was put on; `until`: when she may act again."""
    case = row.case
    if until is None:
        _tell_author(
            case,
            "warning",
            lambda: gettext("This is a warning: %(rule)s. After two warnings an account is suspended.") % _words(case),
        )
        return
    _tell_author(
        case,
        "suspended",
        lambda: (
            gettext("Your account is suspended until %(day)s: %(rule)s.") % {"day": _day(until), "rule": under(case)}
        ),
    )


def tell_judged(case: Case) -> None:
    """Tell the author what became of her appeal."""

    def text() -> str:
        if case.is_about_picture and case.outcome == Outcome.KEPT:
            words = gettext("Another moderator has looked: your picture is shown again. %(reply)s")
        elif case.is_about_picture:
            words = gettext("Another moderator has looked: your picture stays hidden. %(reply)s")
        elif case.outcome == Outcome.KEPT:
            words = gettext("Another moderator has looked: what you wrote is shown again. %(reply)s")
        else:
            words = gettext("Another moderator has looked: what you wrote stays hidden. %(reply)s")
        return words % {"reply": isolate(case.reply)}

    _tell_author(case, "judged", text)


def tell_shown_again(case: Case, *, is_lifted: bool, reply: str = "") -> None:
    """Tell the author that what was hidden is shown again, whether a warning or a suspension went with it, and the
    words (`reply`) of who looked again.
    """

    def text() -> str:
        if case.is_about_picture:
            words = gettext("A picture that you added (%(kind)s) is shown again.")
        else:
            words = gettext("What you wrote (%(kind)s) is shown again.")
        parts = [words % _words(case)]
        if is_lifted:
            parts.append(gettext("The warning or the suspension that came with its hiding is taken back."))
        return " ".join([*parts, isolate(reply)] if reply else parts)

    _tell_author(case, "shown_again", text)


def tell_name_taken(case: Case) -> None:
    """Tell the author that the name she showed is taken away, and that she may choose another."""
    _tell_author(
        case,
        "name",
        lambda: (
            gettext(
                "The name that you showed to everyone is taken away: %(rule)s. %(reason)s Everyone reads “an "
                "inhabitant” until you choose another name, in your account."
            )
            % _words(case)
        ),
    )


def tell_reporters(case: Case, *, took_name: bool = False, took_pictures: bool = False) -> None:
    """Tell whoever reported what came of it; who reported is told to nobody."""
    people = User.objects.filter(reports_made__case=case, is_active=True).distinct()

    def text() -> str:
        if case.outcome == Outcome.HIDDEN:
            words = gettext("What you reported (%(kind)s) was looked at: it is hidden now. Thank you.")
        elif took_pictures:
            words = gettext(
                "What you reported (%(kind)s) was looked at: a picture is taken away, the words stay. Thank you."
            )
        elif took_name:
            words = gettext(
                "What you reported (%(kind)s) was looked at: the name shown is taken away, the rest stays. Thank you."
            )
        else:
            words = gettext("What you reported (%(kind)s) was looked at: it breaks no rule, and stays. Thank you.")
        return words % {"kind": case.kind_label}

    notify(people, key=f"case.{case.pk}.reported", text=text, url=register_of(case))


def tell_moderators(case: Case) -> None:
    """Tell who is on duty of a case that came, everyone who moderates where nobody is."""
    if case.assigned_id:
        people: Iterable[User] = [case.assigned]
    else:
        people = (moderators_of(case.space) if case.space_id else []) or coordinators_of(case.space)
    notify(
        [person for person in people if person.pk != case.author_id],
        key=f"case.{case.pk}.opened",
        text=lambda: gettext("Something waits to be looked at (%(kind)s).") % {"kind": case.kind_label},
        url=queue_of(case),
        commune=case.space.commune_id if case.space_id else None,
    )


def tell_waiting(case: Case, people: Iterable[User], *, key: str) -> None:
    """Tell people who may look at a case that it waits too long; `key` makes it once."""
    besides = {case.author_id, case.decided_by_id}
    notify(
        [person for person in people if person.pk not in besides],
        key=key,
        text=lambda: gettext("Something still waits to be looked at (%(kind)s): nobody has decided.") % _words(case),
        url=queue_of(case),
        commune=case.space.commune_id if case.space_id else None,
    )


def tell_second_moderators(case: Case) -> None:
    """Tell those who may decide an appeal: not who decided first; the coordinators where nobody else moderates."""
    besides = {case.decided_by_id, case.author_id}
    people = [one for one in (moderators_of(case.space) if case.space_id else []) if one.pk not in besides]
    people = people or [one for one in coordinators_of(case.space) if one.pk not in besides]
    notify(
        people,
        key=f"case.{case.pk}.appealed",
        text=lambda: gettext("An author asks for another look at what was hidden (%(kind)s).") % _words(case),
        url=case.get_absolute_url(),
        urgent=True,
    )


def under(case: Case) -> str:
    """Return the rule of a decision in words, in the language of the moment."""
    if case.clause_id:
        return gettext("article %(number)s of the charter") % {"number": case.clause.number}
    return str(case.get_ground_display())


def register_of(case: Case) -> str:
    """Return the address of the register in which a case stands."""
    if case.space_id:
        return reverse("moderation:register", args=[case.space.commune.slug])
    return reverse("moderation:acts")


def queue_of(case: Case) -> str:
    """Return the address of the queue in which a case waits."""
    if case.space_id:
        return reverse("moderation:queue", args=[case.space.commune.slug])
    return reverse("moderation:lab")


def _day(at: datetime) -> str:
    return dates.day(at, get_language())


def _words(case: Case) -> dict[str, str]:
    return {
        "kind": case.kind_label,
        "rule": under(case),
        "reason": isolate(case.note),
        "day": _day(case.appeal_until) if case.appeal_until else "",
    }


def _tell_author(case: Case, what: str, text, *, urgent: bool = True) -> None:
    if case.author_id is None:
        return
    notify(
        [case.author],
        key=f"case.{case.pk}.{what}",
        text=text,
        url=case.get_absolute_url(),
        urgent=urgent,
        commune=case.space.commune_id if case.space_id else None,
    )
