"""The demonstration for those who read little: what a space says of its debate in short sentences.

No voice is made up: a recording would pretend that someone had spoken.
"""

from accounts.models import User
from config.demo import people
from debates.enums import DebateState
from debates.models import Debate
from plain import actions
from spaces.models import Space

TEXTS = {
    "ar": "هذا نقاش للعرض فقط. السؤال واحد. كل شخص يقول رأيه. ثم تكتب الميسرة الخلاصة. يقرؤها المجلس ويجيب.",
    "fr": "Ce débat est un exemple. Il pose une question. Chaque personne donne son avis. "
    "La facilitatrice écrit ensuite la conclusion. Le conseil la lit et répond.",
}


def tell(space: Space, staff: dict[str, User]) -> None:
    """Write the easy text of the open debates of the first commune."""
    for debate in Debate.objects.filter(space=space, state=DebateState.OPEN).select_related("thread__space__commune"):
        for language, text in TEXTS.items():
            actions.write_easy(debate.thread, by=people.fresh(staff["facilitator"]), language=language, text=text)
