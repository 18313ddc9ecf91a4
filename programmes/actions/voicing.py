"""Whether it is really done: inhabitants say so, those who asked for it first (`programmes.voices`)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.enums import Visibility
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from core.workflow import Refused, perform
from councils.rules import holds_mandate
from moderation.actions import hold_by_rule, in_hand
from moderation.screening import screen, words_of
from plans.enums import ActionState
from programmes.actions.locking import lock_project
from programmes.actions.telling import tell_of_project, tell_the_council
from programmes.models import Project, Voice
from programmes.voices import CONFIRMED, CONTESTED, lives_there, voices_of, who_asked
from programmes.workflow import VOICE_MOVES

REASON_MAX = 1_000  # characters


def say_done(project, *, by: User) -> Voice:
    """Say that a project is done, and return the voice; said again it may be changed while this round is asked.

    Locks the programme and the project. Raises `PermissionDenied`, or `Refused`: it is not said done, she does not
    live there, she holds a mandate in the council whose work it is.
    """
    return _say(project, by, is_done=True)


def say_not_done(project, *, by: User, reason: str) -> Voice:
    """Say that a project is not done, with the reason. As `say_done`; raises `Unfit` without a reason.

    A reason that an automatic rule stops is held back until a moderator has read it; the voice counts at once.
    """
    reason = fits(clean_text(reason), REASON_MAX, "reason")
    if not has_words(reason):
        raise Unfit(_("Give the reason: it will be shown to everyone."), "reason")
    return _say(project, by, is_done=False, reason=reason)


def _say(project, by: User, *, is_done: bool, reason: str = "") -> Voice:
    with transaction.atomic():
        row = lock_project(project.pk, by, "programmes.voice_project")
        if not by.is_active or by.is_system:
            raise PermissionDenied
        if row.state != ActionState.DONE:
            raise Refused(_("The council does not say that it is done: there is nothing to confirm now."), "not_done")
        if holds_mandate(row.programme.council_id, by):
            raise Refused(_("You act for this council: the inhabitants say whether it is done."), "of_the_council")
        asked = who_asked(row).filter(user=by).exists()
        if not asked and not lives_there(row, by):
            raise Refused(
                _("Only inhabitants of the commune say whether it is done. Choose your commune in your account."),
                "lives_elsewhere",
            )
        before = voices_of(row).verdict
        voice, _made = Voice.objects.update_or_create(
            project=row, user=by, round=row.round, defaults={"is_done": is_done, "reason": reason, "asked": asked}
        )
        name = "voice_done" if is_done else "voice_not_done"
        # Without the reason: the journal is for ever, and moderators may hide what she wrote.
        journal.record(row, name, by=by, data={"round": row.round})
        _hold_if_a_rule_says_so(voice, by)
        _tell(row, before, by)
    return voice


def move_voice(voice: Voice, action: str, *, by: User, note: str = "") -> Voice:
    """Hold, hide or show the reason of a voice, in each version of its programme that has it, and return its row."""
    with transaction.atomic():
        row = perform(voice, action, by=by, note=clean_text(note))
        same = Voice.objects.filter(user=row.user_id, round=row.round, reason=row.reason)
        with in_hand():  # one act of moderation, however many versions
            for twin in same.filter(project__in=_versions(row.project)).exclude(pk=row.pk).order_by("pk"):
                if twin.visibility in VOICE_MOVES[action].sources:
                    perform(twin, action, by=by, note=clean_text(note))
    return row


def _versions(project: Project) -> set[int]:
    """Return the keys of a project in each version of its programme, the ones before and the ones after."""
    found = {project.pk}
    while more := set(
        Project.objects.filter(Q(later__in=found) | Q(earlier__in=found))
        .exclude(pk__in=found)
        .values_list("pk", flat=True)
    ):
        found |= more
    return found


def _hold_if_a_rule_says_so(voice: Voice, by: User) -> None:
    if not voice.reason or voice.visibility != Visibility.VISIBLE or by.has_perm("programmes.moderate_voice", voice):
        return
    space = getattr(voice.project.programme.council.territory, "space", None)
    if rule := screen(voice.reason, by=by, listed=words_of(space)):
        hold_by_rule("project_voice", voice, rule)
        voice.refresh_from_db(fields=["visibility"])


WORDS = {
    CONTESTED: lambda: gettext("Inhabitants say that “%(title)s” is not done: read why."),
    CONFIRMED: lambda: gettext("Inhabitants confirm: “%(title)s” is done."),
}


def _tell(row, before: str, by: User) -> None:
    """Tell the council, and whoever follows, when what inhabitants say has changed."""
    now = voices_of(row).verdict
    if now != before and now in WORDS:
        occasion = f"{now}.{row.round}"
        tell_the_council(row, occasion, WORDS[now], urgent=now == CONTESTED)
        tell_of_project(row, occasion, WORDS[now], by=by)
