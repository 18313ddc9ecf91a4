"""A step with a code, kept in the session between two pages: to which contact it was sent, and where to go next."""

from django.utils.http import url_has_allowed_host_and_scheme

from accounts import actions, networks
from accounts.contacts import Contact


def local_url(request, fallback: str = "") -> str:
    """Return the `next` of the request when it is a path of this site, else `fallback`."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    # A scheme-less path only: an address of this very host would also be safe, but nothing here makes one.
    return url if here and url.startswith("/") else fallback


def posted(request):
    """Return what was posted, for a form that must be bound even when nothing was filled in; None for a reading."""
    return request.POST if request.method == "POST" else None


def status_of(form) -> int:
    """Return 422 for a page that shows errors, 200 otherwise."""
    return 422 if form.is_bound and form.errors else 200


class Step:
    """One code step of one session. `name` keeps steps of different purposes apart."""

    def __init__(self, request, purpose: str):
        self.request = request
        self.purpose = purpose
        self.key = f"code.{purpose}"

    @property
    def kept(self) -> dict:
        return self.request.session.get(self.key) or {}

    @property
    def contact(self) -> Contact | None:
        return Contact(*self.kept["contact"]) if self.kept else None

    @property
    def next(self) -> str:
        return self.kept.get("next", "")

    def send(self, contact: Contact, *, next_url: str, by_whatsapp: bool = False) -> None:
        """Send a code and remember the step. Raises `Refused` at the limits; the step before it, if any, stays."""
        network = networks.of(self.request)
        row = actions.send_code(contact, purpose=self.purpose, network=network, by_whatsapp=by_whatsapp)
        self.request.session[self.key] = {
            "contact": [str(contact.channel), contact.value],
            "code": row.pk,
            "next": next_url,
            "by_whatsapp": by_whatsapp,
        }

    def resend(self) -> None:
        self.send(self.contact, next_url=self.next, by_whatsapp=self.kept.get("by_whatsapp", False))

    def check(self, typed: str) -> Contact:
        """Spend the code, forget the step and return the contact that is now proved. Raises `Refused`."""
        contact = self.contact
        actions.check_code(self.kept["code"], contact, typed, purpose=self.purpose)
        del self.request.session[self.key]
        return contact
