"""Answers in words, read by those who group them under themes; who wrote them is on no page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.actions import themes as actions
from consultations.enums import IN_WORDS
from consultations.forms.replying import ThemeForm
from consultations.models import Consultation, Question, TextTheme
from consultations.views.fetch import visible_consultation
from core.workflow import Refused

SIZE = 100  # texts on a page
NONE, ALL = "none", "all"


def _grouped(request, pk: int) -> Consultation:
    consultation = visible_consultation(request, pk)
    if not request.user.has_perm("consultations.group_texts", consultation):
        raise PermissionDenied
    return consultation


def _question(consultation: Consultation, number: int) -> Question:
    questions = Question.objects.filter(part__consultation=consultation, kind__in=IN_WORDS).select_related("part")
    return get_object_or_404(questions, pk=number)


@never_cache
@require_http_methods(["GET", "HEAD"])
def listing(request, pk):
    """The questions that are answered in words, with how many texts stand under a theme."""
    consultation = _grouped(request, pk)
    questions = Question.objects.standing().filter(part__consultation=consultation, kind__in=IN_WORDS)
    rows = []
    for question in questions.order_by("part__position", "position", "id"):
        counted = actions.texts_of(question).aggregate(texts=Count("pk"), grouped=Count("theme"))
        rows.append({"question": question, **counted})
    context = {"consultation": consultation, "space": consultation.space, "rows": rows}
    return render(request, "consultations/themes.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request, pk, number):
    """The texts of one question: tick many, put them under a theme at once; the same words are one text."""
    consultation = _grouped(request, pk)
    question = _question(consultation, number)
    form = ThemeForm()
    if request.method == "POST":
        form = _act(request, question)
        if form is None:
            return redirect(request.get_full_path())
    groups = list(question.themes.annotate(texts=Count("answers")).order_by("id"))
    shown = request.GET.get("theme", NONE)
    rows = actions.texts_of(question)
    if shown == NONE:
        rows = rows.filter(theme=None)
    elif shown.isdecimal() and len(shown) < 16:
        rows = rows.filter(theme=int(shown))
    elif shown != ALL:
        raise Http404
    # By their letters: the order in which they came is nobody's affair.
    rows = rows.values("digest", "text").annotate(times=Count("pk"), theme_name=Min("theme__name")).order_by("text")
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    context = {
        "consultation": consultation,
        "space": consultation.space,
        "question": question,
        "groups": groups,
        "shown": shown,
        "page": page,
        "form": form,
        "may_change": consultation.state in {"open", "closed"},
    }
    return render(request, "consultations/texts.html", context, status=422 if form.errors else 200)


def _act(request, question: Question) -> ThemeForm | None:
    """Do what was asked: assign, name, rename or take out; return the form when it was refused."""
    data, by = request.POST, request.user
    act = data.get("act", "")
    form = ThemeForm(data)
    try:
        if act == "assign":
            theme = _theme(question, data.get("theme", "")) if data.get("theme") != NONE else None
            count = actions.assign(question, by=by, digests=data.getlist("texts"), theme=theme)
            words = ngettext("%(count)d answer is grouped.", "%(count)d answers are grouped.", count)
            messages.success(request, words % {"count": count})
        elif act == "remove":
            actions.remove_theme(_theme(question, data.get("theme", "")), by=by)
            messages.success(request, _("The theme is taken out; its texts stand under none."))
        elif not form.is_valid():
            return form
        elif act == "rename":
            actions.rename_theme(_theme(question, data.get("theme", "")), by=by, name=form.cleaned_data["name"])
        else:
            actions.create_theme(question, by=by, name=form.cleaned_data["name"])
    except Refused as refusal:
        form = ThemeForm(data if act in {"create", "rename"} else {"name": "-"})
        form.is_valid()
        form.add_error("name" if act in {"create", "rename"} else None, str(refusal))
        return form
    return None


def _theme(question: Question, key: str) -> TextTheme:
    if not (key.isdecimal() and len(key) < 16):
        raise Refused(_("Choose a theme from the list."))
    return get_object_or_404(question.themes.select_related("question__part"), pk=int(key))
