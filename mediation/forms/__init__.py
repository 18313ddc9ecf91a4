"""What is typed at a desk, and about desks."""

from mediation.forms.claiming import ClaimForm, ReceiptForm
from mediation.forms.desks import AgentForm, OpenDeskForm
from mediation.forms.entering import EnterNeedForm, FindForm, SignatureForm, SupportForm
from mediation.forms.registering import RegisterForm

__all__ = [
    "AgentForm",
    "ClaimForm",
    "EnterNeedForm",
    "FindForm",
    "OpenDeskForm",
    "ReceiptForm",
    "RegisterForm",
    "SignatureForm",
    "SupportForm",
]
