"""What every page of answering a consultation is made with."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import trust
from consultations.actions import answering
from consultations.asked import Asked
from consultations.enums import Audience
from consultations.given import Given
from consultations.models import Consultation, Part
from consultations.said import read_said
from consultations.steps import Step, steps_of
from core.workflow import Refused


class Page:
    """What every page of answering needs: the consultation, what it asks, what she gave, where she is."""

    def __init__(self, request, pk: int):
        """Fetch it, or answer 404; raise `Refused` with the reason when she may not answer, or not now."""
        self.request = request
        self.consultation = get_object_or_404(Consultation.objects.visible_to(request.user).for_detail(), pk=pk)
        trust.require(request.user, "consultations.answer")
        if not request.user.has_perm("consultations.answer_consultation", self.consultation):
            raise Refused(_not_asked(self.consultation), "audience")
        answering.check_time(self.consultation)
        self.asked = Asked(self.consultation)
        self.given = Given(answering.own(self.consultation, request.user))

    @property
    def steps(self) -> list[Step]:
        return steps_of(self.asked, self.given)

    def place(self, name: str) -> tuple[int, list[Step]]:
        """Return at which of the pages she is; 404 when this one is not asked of her."""
        steps = self.steps
        found = [place for place, step in enumerate(steps) if step.name == name]
        if not found:
            raise Http404
        return found[0], steps

    def part(self, key: int, kind: str) -> Part:
        part = self.asked.part(key)
        if part is None or part.kind != kind:
            raise Http404
        return part

    def save(self, raw) -> None:
        """Keep what came. Raises `Faults`."""
        said = read_said(self.consultation, raw, asked=self.asked)
        self.given = Given(answering.save(self.consultation, said, by=self.request.user, asked=self.asked))

    def after(self, name: str):
        """Lead on from a page: to the next one, to the last look, or away, when she goes on later."""
        if "later" in self.request.POST:
            words = _("Your answers so far are kept. Come back before it closes to send them.")
            messages.success(self.request, words)
            return redirect(self.consultation)
        steps = self.steps
        names = [step.name for step in steps]
        place = names.index(name) + 1 if name in names else len(steps)
        return redirect(steps[place].url if place < len(steps) else self.url("check"))

    def url(self, name: str, *keys) -> str:
        return reverse(f"consultations:{name}", args=[self.consultation.pk, *keys])

    def shown(self, template: str, context=None, *, at: str = "", status: int = 200):
        """Draw a page."""
        context = {
            "consultation": self.consultation,
            "space": self.consultation.space,
            "is_sent": self.given.is_sent,
        } | (context or {})
        if at:
            place, steps = self.place(at)
            context |= {
                "number": place + 1,
                "total": len(steps),
                "step": steps[place],
                "back": steps[place - 1].url if place else self.url("answer"),
                "next": steps[place + 1].url if place + 1 < len(steps) else self.url("check"),
            }
        return render(self.request, template, context, status=status)


def _not_asked(consultation: Consultation) -> str:
    return {
        Audience.RESIDENTS: _(
            "This consultation asks the residents of the commune. Say in your account where you live, if you live here."
        ),
        Audience.MEMBERS: _("This consultation asks the members of the space: join it first, then answer."),
        Audience.VOUCHED: _(
            "This consultation asks people for whom someone has vouched: an association that knows you, or the desk of "
            "the space."
        ),
    }.get(consultation.audience, _("You cannot answer this consultation."))
