"""Signature sheets at a desk: printed, found by number or code, typed, checked by a second person, counted."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import audit
from accounts.enums import Dossier
from accounts.fresh import step_up_to_read
from core.workflow import Refused
from petitions import actions, printing, secrets
from petitions.enums import SIGNING_STATES, SheetState
from petitions.forms.sheets import CheckForm, EntryForm, FindForm, NoteForm, PrintForm
from petitions.lawful import takes_cards
from petitions.models import Petition, Sheet
from petitions.typed import RowsUnfit
from petitions.views.fetch import visible_petition
from territories.queries import unread_of

KINDS = {"pdf": "application/pdf", "jpg": "image/jpeg"}


def handled_petition(request, pk: int) -> Petition:
    """Return a petition whose sheets the person handles. Raises `Http404`, `PermissionDenied`."""
    petition = visible_petition(request, pk)
    if not request.user.has_perm("petitions.enter_sheets", petition):
        raise PermissionDenied
    return petition


def handled_sheet(request, code: str) -> Sheet:
    """Return a sheet by its code, with its petition, or answer 404 when the person does not handle it."""
    sheets = Sheet.objects.visible_to(request.user).select_related(
        "petition__council__territory", "petition__space__commune", "petition__author", "entered_by", "checked_by"
    )
    unread = unread_of("petition__council__territory", "petition__space__commune")
    return get_object_or_404(sheets.defer(*unread), code=code.upper())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request, pk):
    """The sheets of a petition: print more, find one to type."""
    petition = handled_petition(request, pk)
    printing_form, finding = PrintForm(), FindForm()
    if request.method == "POST" and "count" in request.POST:
        printing_form = PrintForm(request.POST)
        if printing_form.is_valid():
            try:
                sheets = actions.print_sheets(petition, by=request.user, **printing_form.cleaned_data)
            except Refused as refusal:
                printing_form.add_error("count", str(refusal))
            else:
                address = request.path + f"?first={sheets[0].number}&last={sheets[-1].number}"
                return redirect(address)
    elif request.method == "POST":
        finding = FindForm(request.POST)
        if finding.is_valid():
            try:
                return redirect("petitions:sheet", _found(petition, request.user, finding.cleaned_data["sheet"]).code)
            except Refused as refusal:
                finding.add_error("sheet", str(refusal))
    actions.refresh_if_old(petition)
    sheets = list(petition.sheets.select_related("entered_by", "checked_by").order_by("number"))
    context = {
        "petition": petition,
        "space": petition.space,
        "sheets": sheets,
        "fresh": _asked_span(request, sheets),
        "print_form": printing_form,
        "find_form": finding,
        "is_open": petition.state in SIGNING_STATES,
        "languages": printing.LANGUAGES,
    }
    is_wrong = printing_form.errors or finding.errors
    return render(request, "petitions/sheets.html", context, status=422 if is_wrong else 200)


def _found(petition: Petition, user, text: str) -> Sheet:
    """Return the sheet that was meant. Raises `Refused`, in words, for one of another petition or none at all."""
    if text.isdecimal():
        number = int(text[:9])
        sheet = petition.sheets.filter(number=number).first()
        if sheet:
            return sheet
        last = petition.sheets.order_by("-number").values_list("number", flat=True).first()
        if not last:
            raise Refused(_("No sheet was printed for this petition yet."))
        raise Refused(
            _("No sheet %(number)d was printed for this petition: its sheets go from 1 to %(last)d. Look at the paper.")
            % {"number": number, "last": last}
        )
    code = text.replace(" ", "").upper()
    sheet = Sheet.objects.filter(code=code).select_related("petition").first()
    if sheet is None:
        raise Refused(_("No sheet has these letters: compare them with those under the code."))
    if sheet.petition_id != petition.pk:
        raise Refused(
            _("This sheet belongs to another petition (%(number)d): open that one to type it. Nothing was changed.")
            % {"number": sheet.petition_id}
        )
    return sheet


def _asked_span(request, sheets: list[Sheet]) -> tuple[int, int] | None:
    """Return the numbers of the sheets that were just printed, when the address names some that are there."""
    first, last = request.GET.get("first", ""), request.GET.get("last", "")
    if not (first.isdecimal() and last.isdecimal()) or not sheets:
        return None
    first, last = int(first[:9]), int(last[:9])
    return (first, last) if 1 <= first <= last <= sheets[-1].number else None


@require_safe
def pages(request, pk, first, last, language):
    """The PDF of some sheets, thirty at most."""
    petition = handled_petition(request, pk)
    if language not in printing.LANGUAGES or not first <= last < first + actions.SHEETS_AT_ONCE:
        raise Http404
    wanted = petition.sheets.filter(number__range=(first, last)).exclude(state=SheetState.REFUSED).order_by("number")
    if not wanted:
        raise Http404
    data = printing.sheets_pdf(petition, wanted, language)
    return a_pdf(data, f"agraw-sheets-{petition.pk}-{first}-{last}-{language}.pdf")


def a_pdf(data: bytes, name: str) -> HttpResponse:
    """Answer with a PDF to be kept by the person, and by no cache on the way."""
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request, code):
    """One sheet, where its QR code leads: to be typed, to be checked, or what came of it."""
    sheet = handled_sheet(request, code)
    audit.note(request, sheet.petition, Dossier.SIGNATURES)
    is_open = sheet.petition.state in SIGNING_STATES
    if sheet.state == SheetState.PRINTED and is_open:
        return _enter(request, sheet)
    if sheet.state == SheetState.ENTERED and is_open and sheet.entered_by_id != request.user.pk:
        return _check(request, sheet)
    if request.method == "POST":
        raise Refused(_("This is not possible any more: the page you saw is out of date."), "not_now")
    return render(request, "petitions/sheet.html", _context(sheet) | {"rows": list(sheet.rows.all())})


def _context(sheet: Sheet) -> dict:
    return {"sheet": sheet, "petition": sheet.petition, "space": sheet.petition.space, "note_form": NoteForm()}


def _enter(request, sheet: Sheet):
    typed = _typed(sheet)
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        petition=sheet.petition,
        sheet=sheet,
        takes_cards=takes_cards(sheet.petition.council, localdate()),
        typed=[(said["number"], said) for said in typed],
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            entered = actions.enter_sheet(
                sheet, by=request.user, row_total=given["row_total"], rows=form.typed_rows(), scan=given["scan"]
            )
        except RowsUnfit as refusal:
            form.say(refusal)
        except Refused as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            _tell(request, entered)
            return redirect("petitions:sheet", sheet.code)
    context = _context(sheet) | {"form": form, "was_typed": bool(typed)}
    return render(request, "petitions/sheet_entry.html", context, status=422 if form.errors or form.wrong_rows else 200)


def _check(request, sheet: Sheet):
    form = CheckForm(request.POST if request.method == "POST" else None, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.check_sheet(sheet, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            _tell(request, entered)
            return redirect("petitions:sheet", sheet.code)
    agreed = set(form.data.getlist("agreed")) if form.is_bound else set()
    context = _context(sheet) | {"form": form, "rows": _typed(sheet), "agreed": agreed}
    return render(request, "petitions/sheet_check.html", context, status=422 if form.errors else 200)


def _typed(sheet: Sheet) -> list[dict]:
    """Return what was typed of a sheet, as a form and the page of the second person show it."""
    rows = []
    for row in sheet.rows.select_related("territory").defer(*unread_of("territory")):
        said = secrets.unseal(sheet.petition_id, row.sealed)
        if said.get("born_on"):
            said["born_on"] = datetime.date.fromisoformat(said["born_on"])
        place = row.territory.name if row.territory else ""
        reason = {"reason": row.get_invalidity_display(), "invalidity": row.invalidity}
        rows.append({"number": row.number, "commune": place, **reason, **said})
    return rows


def _tell(request, entered) -> None:
    """Say what came of a sheet: which rows were repeats, and who is awaited."""
    if entered.counted is None:
        messages.info(request, _("The sheet is kept. It counts once another person has compared it with the paper."))
        return
    counted = entered.counted
    new = len(counted.new) + len(counted.joined)
    messages.success(
        request,
        ngettext("The sheet is counted: %(count)d signature.", "The sheet is counted: %(count)d signatures.", new)
        % {"count": new},
    )
    if counted.repeats:
        words = ngettext(
            "Row %(numbers)s is a person who had signed already: she is counted once.",
            "Rows %(numbers)s are persons who had signed already: each is counted once.",
            len(counted.repeats),
        )
        messages.warning(request, words % {"numbers": _(", ").join(map(str, counted.repeats))})


@require_POST
def give_back(request, code):
    """Give a typed sheet back to be typed again."""
    return _noted(request, code, actions.give_back_sheet, _("The sheet is given back: it can be typed again."))


@require_POST
def refuse(request, code):
    """Take a lost or false sheet out of the count."""
    return _noted(request, code, actions.refuse_sheet, _("The sheet is refused: nothing of it counts."))


def _noted(request, code: str, act, words: str):
    sheet = handled_sheet(request, code)
    act(sheet, by=request.user, note=request.POST.get("note", "")[:400])
    messages.success(request, words)
    return redirect("petitions:sheets", sheet.petition_id)


@never_cache
@require_safe
@step_up_to_read
def scan(request, code):
    """The scan of a sheet, to whoever handles it."""
    sheet = handled_sheet(request, code)
    if not sheet.scan or not sheet.scan.storage.exists(sheet.scan.name):
        raise Http404
    audit.note(request, sheet.petition, Dossier.SIGNATURES)
    with sheet.scan.open("rb") as sealed:
        data = secrets.unseal_bytes(sheet.petition_id, sealed.read())
    extension = sheet.scan.name.rpartition(".")[2]
    response = a_pdf(data, f"agraw-sheet-{sheet.petition_id}-{sheet.number}.{extension}")
    response.headers["Content-Type"] = KINDS[extension]
    return response
