"""Paper questionnaires at a desk: printed, found by number or code, typed by two persons, counted; or imported."""

import csv

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations import printing
from consultations.actions import paper as actions
from consultations.enums import SheetState
from consultations.forms.paper import AsideForm, FindForm, ImportForm, PrintForm, Row, SheetForm
from consultations.models import Consultation, Sheet
from consultations.paper import by_key, differing, in_words, parts_on_paper
from consultations.said import Faults
from consultations.views.fetch import visible_consultation
from core.pages import page_of
from core.workflow import Refused
from territories.queries import unread_of


def _handled(request, pk: int) -> Consultation:
    """Return a consultation whose sheets the person handles. Raises `Http404`, `PermissionDenied`."""
    consultation = visible_consultation(request, pk)
    if not request.user.has_perm("consultations.answer_for_others", consultation):
        raise PermissionDenied
    return consultation


def _sheet(request, code: str) -> Sheet:
    """Return a sheet by its code, or answer 404 when the person does not handle it."""
    sheets = Sheet.objects.visible_to(request.user).select_related("consultation__space__commune")
    unread = unread_of("consultation__space__commune")
    return get_object_or_404(sheets.defer(*unread), code=code.upper())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request, pk):
    """The sheets of a consultation: print more, find one to type."""
    consultation = _handled(request, pk)
    printed, finding = PrintForm(), FindForm()
    if request.method == "POST" and "count" in request.POST:
        printed = PrintForm(request.POST)
        if printed.is_valid():
            try:
                sheets = actions.print_sheets(consultation, by=request.user, **printed.cleaned_data)
            except Refused as refusal:
                printed.add_error("count", str(refusal))
            else:
                return redirect(f"{request.path}?first={sheets[0].number}&last={sheets[-1].number}")
    elif request.method == "POST":
        finding = FindForm(request.POST)
        if finding.is_valid():
            try:
                found = actions.find_sheet(consultation, finding.cleaned_data["sheet"])
            except Refused as refusal:
                finding.add_error("sheet", str(refusal))
            else:
                return redirect("consultations:sheet", found.code)
    sheets = consultation.sheets.prefetch_related("entries__typed_by").defer("response")
    context = _context(consultation) | {
        "page": page_of(request, sheets, "-number"),
        "fresh": _asked_span(request),
        "print_form": printed,
        "find_form": finding,
        "is_open": consultation.takes_answers(),
        "languages": printing.LANGUAGES,
    }
    return render(
        request, "consultations/sheets.html", context, status=422 if printed.errors or finding.errors else 200
    )


def _context(consultation: Consultation) -> dict:
    return {"consultation": consultation, "space": consultation.space}


def _asked_span(request) -> tuple[int, int] | None:
    """Return the numbers of the sheets that were just printed, when the address names some."""
    first, last = request.GET.get("first", ""), request.GET.get("last", "")
    if not (first.isdecimal() and last.isdecimal()):
        return None
    first, last = int(first[:9]), int(last[:9])
    return (first, last) if 1 <= first <= last else None


@require_safe
def pages(request, pk, first, last, language):
    """The PDF of some sheets, fifty at most."""
    consultation = _handled(request, pk)
    if language not in printing.LANGUAGES or not first <= last < first + actions.AT_ONCE_MAX:
        raise Http404
    wanted = consultation.sheets.filter(number__range=(first, last)).exclude(state=SheetState.REFUSED)
    sheets = list(wanted.order_by("number"))
    if not sheets:
        raise Http404
    data = printing.sheets_pdf(consultation, sheets, language)
    response = HttpResponse(data, content_type="application/pdf")
    name = f"agraw-consultation-{pk}-{first}-{last}-{language}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request, code):
    """One sheet, where its QR code leads: to be typed, to be decided, or what came of it."""
    sheet = _sheet(request, code)
    entries = list(sheet.entries.select_related("typed_by"))
    mine = next((entry for entry in entries if entry.typed_by_id == request.user.pk), None)
    is_open = sheet.state in {SheetState.PRINTED, SheetState.TYPED} and sheet.consultation.takes_answers()
    context = _context(sheet.consultation) | {"sheet": sheet, "aside_form": AsideForm(), "is_open": is_open}
    if not is_open or (mine and len(entries) == 1):
        if request.method == "POST":
            raise Refused(actions.why_closed(sheet) or _("This is not possible now: the sheet stays as it is."))
        return render(request, "consultations/sheet.html", context | {"entries": entries})
    parts = parts_on_paper(sheet.consultation)
    if len(entries) > 1 and not mine:
        return render(request, "consultations/sheet_decide.html", context | _compared(parts, entries))
    return _type(request, sheet, parts, context, entries if mine else [], mine)


def _type(request, sheet, parts, context, entries, mine):
    form = SheetForm(request.POST if request.method == "POST" else None, parts=parts, initial=_typed(parts, mine))
    if request.method == "POST" and form.is_valid():
        try:
            typed = actions.type_sheet(sheet, by=request.user, said=form.said())
        except Faults as faults:
            for key, words in faults.faults.items():
                form.add_error(key if key in form.fields else None, words)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, typed)
            return redirect("consultations:sheet", sheet.code)
    compared = _compared(parts, entries) if len(entries) > 1 else {}
    context |= {"form": form, **compared}
    return render(request, "consultations/sheet_entry.html", context, status=422 if form.errors else 200)


def _typed(parts, entry) -> dict:
    """Return what a person typed as the form shows it again: options of a ranking by their printed numbers."""
    if entry is None:
        return {}
    lines = by_key(parts)
    initial = dict(entry.said)
    for key, value in entry.said.items():
        if lines[key].kind == "ranking":
            initial[key] = in_words(lines[key], value)
        elif lines[key].kind == "single":
            initial[key] = value[0]
    return initial


def _compared(parts, entries) -> dict:
    """Return the lines of which two persons typed something else, with what each typed."""
    pair = entries[:2]
    lines = by_key(parts)
    keys = differing(pair[0].said, pair[1].said, lines)
    return {
        "entries": pair,
        "compared": [
            {
                "line": lines[key],
                "values": [(entry.pk, in_words(lines[key], entry.said.get(key))) for entry in pair],
            }
            for key in keys
        ],
    }


def _tell(request, typed) -> None:
    number = {"number": typed.sheet.number}
    if typed.is_counted:
        messages.success(request, _("Sheet %(number)d was typed twice alike: it is counted.") % number)
    elif typed.differing:
        words = ngettext(
            "%(count)d line was typed differently: look at the paper again. Nothing is counted yet.",
            "%(count)d lines were typed differently: look at the paper again. Nothing is counted yet.",
            len(typed.differing),
        )
        messages.warning(request, words % {"count": len(typed.differing)})
    else:
        messages.info(request, _("Sheet %(number)d is kept. It counts once another person has typed it too.") % number)


@require_POST
def decide(request, code):
    """Decide line by line which of two entries is as on the paper."""
    sheet = _sheet(request, code)
    chosen = {key: int(value) for key, value in request.POST.items() if value.isdecimal() and len(value) < 16}
    try:
        typed = actions.decide_sheet(sheet, by=request.user, chosen=chosen)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Sheet %(number)d is decided and counted.") % {"number": typed.sheet.number})
    return redirect("consultations:sheet", sheet.code)


@require_POST
def aside(request, code):
    """Set aside a lost or false sheet."""
    sheet = _sheet(request, code)
    actions.set_aside(sheet, by=request.user, note=request.POST.get("note", "")[:300])
    messages.success(request, _("Sheet %(number)d is set aside: nothing of it counts.") % {"number": sheet.number})
    return redirect("consultations:sheets", sheet.consultation_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request, pk):
    """Import sheets typed in a table; each row is taken whole or not at all, and says which."""
    consultation = _handled(request, pk)
    parts = parts_on_paper(consultation)
    form = ImportForm(request.POST or None, request.FILES or None, parts=parts)
    results = []
    if request.method == "POST" and form.is_valid():
        results = [_bring(consultation, row, request.user) for row in form.rows]
    context = _context(consultation) | {"form": form, "results": results, "parts": parts}
    return render(request, "consultations/sheet_import.html", context, status=422 if form.errors else 200)


def _bring(consultation: Consultation, row: Row, user) -> dict:
    """Take one row, or say why not."""
    said = {"line": row.line, "code": row.code}
    if row.wrong:
        return said | {"tone": "error", "words": row.wrong}
    try:
        typed = actions.type_sheet(actions.find_sheet(consultation, row.code), by=user, said=row.said)
    except Refused as refusal:
        return said | {"tone": "error", "words": str(refusal)}
    if typed.is_counted:
        return said | {"tone": "done", "words": _("counted")}
    if typed.differing:
        return said | {"tone": "waiting", "words": _("differs from what another person typed: look at the paper")}
    return said | {"tone": "waiting", "words": _("kept; another person is awaited")}


@require_safe
def table(request, pk):
    """An empty table for an import: a column a line, its key first, then its words."""
    consultation = _handled(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.write("\ufeff")
    lines = [line for part in parts_on_paper(consultation) for line in part.lines]
    csv.writer(response).writerow(["sheet", *(f"{line.key} {line.number}. {line.thing}" for line in lines)])
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-consultation-{pk}-sheets.csv"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
