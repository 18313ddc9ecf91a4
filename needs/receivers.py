"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import absorbing, erasing, exporting, exporting_files
from core.signals import need_asked
from councils.signals import answered
from debates.signals import concluded
from deliberations.signals import people_behind, topics_behind
from needs import actions
from needs.actions import news
from needs.figures import figures_of
from needs.models import Need, VoiceNote
from needs.own_data import held_about
from notices.enums import Topic
from spaces.signals import figures


@receiver(answered)
def follow_answer(sender, referral, answer, by, **kwargs):
    return actions.follow_answer(referral, answer=answer, by=by)


@receiver(people_behind, dispatch_uid="needs.people_behind")
def who_asked(sender, referral, **kwargs):
    """Those who asked for what stands before the council; nobody while the need is not shown."""
    return news.people_behind_matter(referral)


@receiver(topics_behind, dispatch_uid="needs.topics_behind")
def followed(sender, referrals, **kwargs):
    return [(Topic.NEED, pk) for pk in Need.objects.filter(referral__in=referrals).values_list("pk", flat=True)]


@receiver(concluded)
def raise_needs(sender, debate, by, **kwargs):
    actions.raise_from(debate, by=by)


@receiver(need_asked)
def raise_need(sender, space, title, text, theme, place, by, source_path, source_title, **kwargs):
    need = actions.raise_for(
        space, by=by, source=source_path, source_title=source_title, title=title, text=text, theme=theme, place=place
    )
    return need.get_absolute_url()


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    actions.erase(user)


@receiver(absorbing)
def absorb(sender, user, into, **kwargs):
    actions.absorb(user, into=into)


@receiver(figures, dispatch_uid="needs.figures")
def count_for_coordinators(sender, spaces, **kwargs):
    return figures_of(spaces)


@receiver(exporting_files, dispatch_uid="needs.files")
def voices(sender, user, **kwargs):
    """The voice notes of the needs that she voiced."""
    return [("needs.VoiceNote", row.pk, row.audio) for row in VoiceNote.objects.filter(need__author=user)]
