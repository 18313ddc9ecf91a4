"""When a resource may move: guards raise `Refused`, in words for people."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Refused
from resources.enums import ResourceKind
from spaces.enums import SpaceState


def says_enough(resource):
    """It has a title and a summary, and what its kind promises: a text, a file, an address, a way to reach someone."""
    if not resource.title or not resource.summary:
        raise Refused(_("Write its title and what it is for, in Arabic or in French, first."), "no_summary")
    has_reach = bool(resource.phone or resource.email or resource.address or resource.url)
    kind = resource.kind
    if kind == ResourceKind.CONTACT and not has_reach:
        raise Refused(_("Say how the organisation is reached: a phone number, an e-mail, a place or a page."), "no_way")
    if kind == ResourceKind.LINK and not resource.url:
        raise Refused(_("Give the address of the page."), "no_address")
    if kind in {ResourceKind.LETTER, ResourceKind.PRACTICE} and not resource.text:
        raise Refused(_("Write its text first."), "no_text")
    if not (resource.text or resource.file or has_reach):
        raise Refused(_("There is nothing to read yet: write a text, add a file, or give an address."), "empty")


def is_given_by_an_open_space(resource):
    if resource.space_id is not None and resource.space.state != SpaceState.OPEN:
        raise Refused(_("The space is not open: open it first. The resource is kept as it is."), "space_not_open")
