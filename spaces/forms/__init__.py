"""What people type in this app, made clean."""

from spaces.forms.association import AssociationForm, BranchForm, EndPlaceForm, InviteForm, PaperForm, PositionForm
from spaces.forms.booking import BookingForm, HallForm, RefuseForm
from spaces.forms.space import AppointForm, CharterForm, DescribeForm, EndRoleForm, NoteForm, PrepareForm, VouchForm

__all__ = [
    "AppointForm",
    "AssociationForm",
    "BookingForm",
    "BranchForm",
    "CharterForm",
    "DescribeForm",
    "EndPlaceForm",
    "EndRoleForm",
    "HallForm",
    "InviteForm",
    "NoteForm",
    "PaperForm",
    "PositionForm",
    "PrepareForm",
    "RefuseForm",
    "VouchForm",
]
