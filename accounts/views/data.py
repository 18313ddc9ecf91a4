"""A person's own data: taken along, or erased."""

import json
import shutil
import tempfile
import zipfile
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions, held
from accounts.forms import EraseForm
from accounts.fresh import fresh
from accounts.middleware import though_suspended
from accounts.views.steps import posted, status_of
from core.workflow import Refused

IN_MEMORY = 2_000_000  # bytes of a copy; a larger one is put together in a file


@never_cache
@require_safe
def data(request):
    """Say what is kept, and offer to take it along or to erase it."""
    return render(request, "accounts/data.html")


@never_cache
@fresh
@require_safe
def download(request):
    """Answer with a zip of all that is kept: a JSON for programs, a page for people."""
    sections = actions.export(request.user, by=request.user)
    text = json.dumps(sections, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    code = get_language()
    readable = [(name, list(_lines(value))) for name, value in sections.items()]
    page = {"sections": readable, "day": localdate(), "lang": code, "bidi": get_language_info(code)["bidi"]}
    packed = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("agraw.json", text)
        archive.writestr("agraw.html", render_to_string("accounts/export.html", page))
        for name, file in held.files_of(request.user):
            with file.open("rb") as opened, archive.open(name, "w") as written:
                shutil.copyfileobj(opened, written)
    size = packed.tell()
    packed.seek(0)
    name = f"agraw-{localdate():%Y-%m-%d}.zip"
    if size <= IN_MEMORY:  # answered whole: no file stays open behind it
        with packed:
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return HttpResponse(packed.read(), content_type="application/zip", headers=headers)
    return FileResponse(packed, as_attachment=True, filename=name, content_type="application/zip")


@though_suspended
@never_cache
@fresh
@require_http_methods(["GET", "POST"])
def erase(request):
    """Say what leaves and what stays; on a yes, erase the person and sign her out."""
    form, status = EraseForm(posted(request)), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase(request.user, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = HTTPStatus.CONFLICT
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for what you did here."))
            return redirect("home")
    return render(request, "accounts/erase.html", {"form": form}, status=status or status_of(form))


def _lines(value, name=""):
    """Yield (what, value) for each value of a section, however deep: "1.name", "Rachid"."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _lines(one, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for number, one in enumerate(value, start=1):
            yield from _lines(one, f"{name}.{number}" if name else str(number))
    elif value not in (None, ""):
        yield name, str(value) if isinstance(value, int) else value  # a year has no thousands separator
