"""The written questions of a council's members: read by everyone with their age, asked, answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import step_up
from core import dates
from core.pages import is_searching, page_of, posted
from core.workflow import Refused
from councils.models import ElectionPeriod
from notices.paths import in_language
from presidency import actions
from presidency.enums import QuestionState
from presidency.filters import QuestionFilter
from presidency.forms import AskForm, NoteForm, ReplyForm, SittingForm
from presidency.guards import may_be_carried
from presidency.last_days import openings
from presidency.models import QuestionSitting, WrittenQuestion
from presidency.timeline import QUESTION, told
from presidency.views.fetch import a_form, council_of, say, visible_question, visible_session, why_not
from presidency.workflow import PUBLISH, WITHDRAW

BOTH = ["GET", "HEAD", "POST"]
CARRY = "carry"  # no move: the question stays where it stands
LABEL_OF_CARRYING = gettext_lazy("Enter it at the next session")
DONE = {
    PUBLISH: gettext_lazy("The answer is published."),
    WITHDRAW: gettext_lazy("The question is taken back."),
    CARRY: gettext_lazy("The question is entered at the next session."),
}


@login_not_required
@require_safe
def listing(request, slug):
    """The written questions to a president: those that wait first by age, then what was answered; filtered, by page."""
    council = council_of(slug)
    rows = WrittenQuestion.objects.visible_to(request.user).filter(council=council)
    found = QuestionFilter(request.GET, queryset=rows, request=request, council=council)
    context = {
        "council": council,
        "filter": found,
        "page": page_of(request, found.qs.for_list()),
        "searching": is_searching(request),
    }
    if request.htmx:
        return render(request, "presidency/questions.html#results", context)
    today = localdate()
    waiting = rows.waiting()
    context |= {
        "next": next((one for one in _openings(council) if not one.last_day or one.last_day >= today), None),
        "may_ask": request.user.has_perm("presidency.ask_question", council),
        "waiting_count": waiting.count(),
        "late": waiting.filter(due_on__lt=today).for_list().order_by("due_on", "id")[:5],
    }
    return render(request, "presidency/questions.html", context)


def _openings(council):
    """Return the sessions to come, none where the law, as loaded, has no calendar."""
    try:
        return openings(council, localdate())
    except LookupError:
        return []


@login_not_required
@require_safe
def detail(request, pk):
    """One question, its age or its answer, where it came from, the sitting in which it is answered."""
    question = visible_question(request, pk)
    is_inside = request.user.has_perm("presidency.draft_reply", question)
    is_hers = question.is_waiting and request.user.has_perm("presidency.withdraw_question", question)
    kept = QuestionSitting.objects.filter(session=question.session_id).select_related("sitting").first()
    context = {
        "question": question,
        "council": question.council,
        "source": in_language(question.came_from) if question.came_from else "",
        "sitting": kept.sitting if kept else None,
        "may_reply": is_inside and question.is_waiting,
        "may_sign": question.state == QuestionState.DRAFTED
        and request.user.has_perm("presidency.sign_reply", question),
        "may_withdraw": is_hers,
        "may_carry": is_hers and not _why_not_carried(question),
        "shows_draft": is_inside and question.state == QuestionState.DRAFTED,
        "history": told(question, QUESTION),
    }
    return render(request, "presidency/question.html", context)


@never_cache
@require_http_methods(BOTH)
def ask(request, slug):
    """Put a written question to the president; the page says by when, before it is sent and after."""
    council = council_of(slug, request, "presidency.ask_question")
    initial = {"came_from": request.GET.get("from", "").replace("\x00", "")[:200]}
    form = AskForm(posted(request), initial=initial, council=council)
    if request.method == "POST" and form.is_valid():
        try:
            question = actions.ask_question(council, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _said_to_her(question))
            return redirect(question)
    found = _openings(council)
    today = localdate()
    context = {
        "council": council,
        "form": form,
        "next": found[0] if found else None,
        "is_late": bool(found and found[0].last_day and found[0].last_day < today),
        "after": next((one for one in found if not one.last_day or one.last_day >= today), None),
        "election": ElectionPeriod.objects.running(),
    }
    return render(request, "presidency/ask.html", context, status=422 if form.errors else 200)


def _said_to_her(question: WrittenQuestion) -> str:
    language = get_language()
    opening = dates.day(question.session_on, language)
    if question.missed_on is None:
        return _("Your question is received, for the session that opens on %(day)s.") % {"day": opening}
    return _(
        "Your question came after the last day for the session of %(missed)s. It is kept, for the one that opens on "
        "%(day)s."
    ) % {"missed": dates.day(question.missed_on, language), "day": opening}


@never_cache
@require_http_methods(BOTH)
def reply(request, pk):
    """Write the answer to a question: the council's people alone see it until it is signed."""
    question = visible_question(request, pk, "presidency.draft_reply")
    form = ReplyForm(posted(request), initial={"text": question.reply, "version": question.reply_version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.save_reply(question, by=request.user, text=said["text"], version=said["version"] or 0)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The answer is kept. It waits for a signature."))
            return redirect(question)
    return a_form(
        request, form, title=_("Write the answer"), lead=question.title, council=question.council,
        back=question.get_absolute_url(), label=_("Keep the answer"), quoted=question.text,
    )  # fmt: skip


@never_cache
@require_http_methods(BOTH)
@step_up("publish", "sign")
def move(request, pk, action):
    """Sign an answer, take a question back or enter it at the next session; asked by GET, say what that does."""
    if action not in {PUBLISH, WITHDRAW, CARRY}:
        raise Http404
    permission = "presidency.sign_reply" if action == PUBLISH else "presidency.withdraw_question"
    question = visible_question(request, pk, permission)
    form = NoteForm(posted(request)) if action == WITHDRAW else None
    refused = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            if action == CARRY:
                actions.carry_over(question, by=request.user)
            elif form is None:
                sent = request.POST.get("version", "")
                version = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else None
                actions.publish_reply(question, by=request.user, version=version)
            else:
                actions.withdraw_question(question, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, str(DONE[action]))
            return redirect(question)
    context = {
        "question": question,
        "council": question.council,
        "label": LABEL_OF_CARRYING if action == CARRY else question.MOVES[action].label,
        "action": action,
        "form": form,
        "missing": refused or (_why_not_carried(question) if action == CARRY else why_not(question, action)),
    }
    status = 409 if refused else 422 if form is not None and form.errors else 200
    return render(request, "presidency/question_move.html", context, status=status)


def _why_not_carried(question: WrittenQuestion) -> str:
    """Return, in words, why a question cannot be entered at the next session; nothing when it can."""
    try:
        may_be_carried(question)
    except Refused as refusal:
        return str(refusal)
    return ""


@login_not_required
@require_safe
def of_session(request, pk):
    """The questions of an ordinary session and its information report: a fragment of its page, and a page."""
    session = visible_session(request, pk)
    rows = WrittenQuestion.objects.visible_to(request.user).filter(Q(session=session) | Q(carried_from=session))
    kept = QuestionSitting.objects.filter(session=session).select_related("sitting").first()
    report = session.council.information_reports.visible_to(request.user).filter(session=session).first()
    context = {
        "session": session,
        "council": session.council,
        "questions": rows.for_list().order_by("id")[:100],
        "sitting": kept.sitting if kept else None,
        "report": report,
        "may_keep": request.user.has_perm("presidency.prepare_acts", session.council),
    }
    name = "presidency/of_session.html#items" if request.htmx else "presidency/of_session.html"
    return render(request, name, context)


@never_cache
@require_http_methods(BOTH)
def sitting(request, pk):
    """Keep one sitting of a session for the answers (113-14, art. 46)."""
    session = visible_session(request, pk, "presidency.prepare_acts")
    kept = QuestionSitting.objects.filter(session=session).first()
    form = SittingForm(posted(request), initial={"sitting": kept.sitting_id if kept else None}, session=session)
    if request.method == "POST" and form.is_valid():
        actions.keep_sitting(session, by=request.user, **form.cleaned_data)
        messages.success(request, _("This sitting is kept for the answers to written questions."))
        return redirect("presidency:of-session", pk)
    return a_form(
        request, form, title=_("Sitting for the answers"), council=session.council,
        back=reverse("presidency:of-session", args=[pk]), label=_("Keep it"),
        lead=_("The law keeps one sitting of each session for the answers to written questions (113-14, art. 46)."),
    )  # fmt: skip
