"""Reading opinions: one with the council's reply beside it, those about a point of an agenda, PDF and feed."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from councils.models import Answer
from deliberations.models import AgendaItem, Session
from equality.enums import OpinionState
from equality.feeds import BodyFeed
from equality.models import Opinion
from equality.printing import LANGUAGES, opinion_pdf
from equality.rules import seats_in
from equality.timeline import told
from equality.views.fetch import visible_opinion


@login_not_required
@require_safe
def detail(request, pk):
    """One opinion: what was asked, what the body says, how it was adopted, what the council replies."""
    opinion = visible_opinion(request, pk)
    is_inside = bool(seats_in(opinion.body_id, request.user))
    answers = Answer.objects.none()
    if opinion.referral_id:
        answers = Answer.objects.published().visible_to(request.user).filter(referral=opinion.referral_id)
    has = request.user.has_perm
    context = {
        "opinion": opinion,
        "council": opinion.body.council,
        "shows_text": opinion.is_public_text or is_inside,
        "answers": answers.for_list().order_by("pk"),
        "languages": LANGUAGES,
        "history": told(opinion, is_inside=is_inside),
        "item": _shown_item(opinion, request.user),
        "may_write": opinion.state in {OpinionState.ASKED, OpinionState.DRAFTED}
        and has("equality.draft_opinion", opinion),
        "may_lead": has("equality.adopt_opinion", opinion),
        "may_drop": opinion.state not in {OpinionState.PUBLISHED, OpinionState.DROPPED}
        and has("equality.drop_opinion", opinion),
    }
    return render(request, "equality/opinion.html", context)


def _shown_item(opinion: Opinion, user) -> AgendaItem | None:
    """Return the point that it is about, when the reader may see it."""
    if opinion.item_id is None:
        return None
    return AgendaItem.objects.visible_to(user).filter(pk=opinion.item_id).select_related("session").first()


@login_not_required
@require_safe
def as_pdf(request, pk, language):
    """A published opinion as PDF, in Arabic or French."""
    opinion = visible_opinion(request, pk)
    if language not in LANGUAGES or not opinion.is_public_text:
        raise Http404
    response = HttpResponse(opinion_pdf(opinion, language), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-opinion-{pk}-{language}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=600"
    return response


@login_not_required
@require_safe
def atom(request, slug):
    """The published opinions of a council's body as Atom, in the language of the address."""
    return BodyFeed()(request, slug=slug)


@login_not_required
@require_safe
def of_session(request, pk):
    """The opinions about the points of a session: a fragment of its page, and a page."""
    session = get_object_or_404(Session.objects.visible_to(request.user).for_detail(), pk=pk)
    shown = AgendaItem.objects.visible_to(request.user).filter(session=session)
    opinions = Opinion.objects.visible_to(request.user).filter(item__in=shown).for_list().order_by("pk")[:50]
    context = {"session": session, "council": session.council, "opinions": opinions}
    name = "equality/of_session.html#items" if request.htmx else "equality/of_session.html"
    return render(request, name, context)
