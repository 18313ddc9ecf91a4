"""Certificates that anyone can check by a code, and nobody can guess: issued by courses, forums, meetings.

The code is twelve signs (59 bits) drawn from a random number under the installation's key: the database holds the
number and the code's fingerprint, never the code. It is looked for by its fingerprint alone, so that how long the
answer takes says nothing of it. The doors (`config.certificates`) count those who try.
"""

import datetime
import re
from typing import Any

from django.db import IntegrityError, models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from core import journal, pdf, secrets
from core.codes import code_of as drawn
from core.models import Certificate
from core.workflow import Refused

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as something else
LENGTH, GROUP = 12, 4  # signs; signs that are written together
SCOPE = "certificates"
LANGUAGES = ("ar", "fr")  # in which a certificate is printed


def issue(
    *,
    holder: Any,
    subject: models.Model,
    title: tuple[str, str],
    issuer: tuple[str, str],
    by: Any,
    detail: tuple[str, str] = ("", ""),
    on: datetime.date | None = None,
    is_demo: bool = False,
) -> Certificate:
    """Give `holder` a certificate about `subject` (a course, an event) and return it; twice is once.

    `title`, `detail` and `issuer` are words in Arabic and in French. `on` is the day on which its conditions were met,
    today by default. Its caller has checked that they are, and that `by` may say so. One that was withdrawn is not
    given again: `Refused`.
    """
    named = {"holder": holder, "subject": journal.subject_of(subject)}
    if (found := Certificate.objects.filter(**named).first()) is None:
        certificate = Certificate(
            **named,
            title_ar=title[0],
            title_fr=title[1],
            detail_ar=detail[0],
            detail_fr=detail[1],
            issuer_ar=issuer[0],
            issuer_fr=issuer[1],
            on=on or localdate(),
            is_demo=is_demo,
        )
        certificate.key = _key(code_of(certificate))
        try:
            with transaction.atomic():
                certificate.save()
                journal.record(certificate, "issue", by=by, data={"subject": certificate.subject})
        except IntegrityError:  # issued in this very moment by someone else
            found = Certificate.objects.get(**named)
        else:
            return certificate
    if found.withdrawn_at:
        raise Refused(_("This certificate was withdrawn: it is not given again."), "withdrawn")
    return found


def withdraw(certificate: Certificate, *, by: Any, note: str) -> Certificate:
    """Take back a certificate that was given by mistake: whoever checks it reads so. Twice is once.

    Its caller has checked that `by` may. `note` is public, in the journal.
    """
    with transaction.atomic():
        row = Certificate.objects.select_for_update(of=("self",), no_key=True).get(pk=certificate.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at = now()
            row.save(update_fields=["withdrawn_at"])
            journal.record(row, "withdraw", by=by, note=note)
    return row


def show_name(certificate: Certificate, *, by: Any, shows: bool) -> Certificate:
    """Show the holder's name as it is now to whoever checks the certificate, or show it no more.

    Raises `Refused` when the certificate is not hers, or when she has chosen no name.
    """
    with transaction.atomic():
        row = Certificate.objects.select_for_update(of=("self",), no_key=True).get(pk=certificate.pk)
        if row.holder_id != by.pk:
            raise Refused(_("This certificate is not yours."), "not_yours")
        if shows and not by.display_name:
            raise Refused(
                _("You have chosen no name that is shown: write it on the page of your account first."), "name"
            )
        row.name = by.display_name if shows else ""
        row.save(update_fields=["name"])
    return row


def forget(holder: Any) -> int:
    """Take a person's name off her certificates, which stay true, and return how many; called inside her erasure."""
    return Certificate.objects.filter(holder=holder).update(holder=None, name="")


def code_of(certificate: Certificate) -> str:
    """Return the code of a certificate: twelve signs without spaces, known to nobody but by this key."""
    number = int.from_bytes(secrets.fingerprint(SCOPE, "number", certificate.nonce.hex))
    signs = ""
    for _step in range(LENGTH):
        number, place = divmod(number, len(SIGNS))
        signs += SIGNS[place]
    return signs


def written(code: str) -> str:
    """Return a code as it is printed: `ABCD-EFGH-JKLM`."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def find(code: str) -> Certificate | None:
    """Return the certificate of a code as a person types it, or None: a wrong code is as an unknown one."""
    signs = re.sub(r"[\s-]", "", code[:40]).upper()
    return Certificate.objects.filter(key=_key(signs)).first()


def path_of(certificate: Certificate) -> str:
    """Return the path of the page on which anyone checks a certificate, in the active language."""
    return reverse("certificate", args=[written(code_of(certificate))])


def as_pdf(certificate: Certificate, language: str, address: str) -> bytes:
    """Return a certificate as PDF in a language (`LANGUAGES`), with its code and a QR code of `address`.

    `address` is the full address of `path_of`. Raises `core.pdf.NotHere` on a machine without Pango.
    """
    with translation.override(language):
        context = {
            "certificate": certificate,
            "lang": language,
            "holder": certificate.holder,
            "written": written(code_of(certificate)),
            "address": address,
            "code": drawn(address),
        }
        return pdf.render(render_to_string("certificates/pdf/certificate.html", context))


def _key(code: str) -> bytes:
    return secrets.fingerprint(SCOPE, "code", code)
