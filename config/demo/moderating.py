"""Moderation in the demonstration, told by the real actions: what a rule held too soon, what was hidden, what waits."""

import datetime

import time_machine
from django.utils import timezone

from accounts.models import User
from config.demo import people
from debates import actions as debates
from debates.models import Thread
from moderation import actions as moderation
from moderation.enums import Ground, Outcome
from moderation.figures import shipped_texts
from moderation.models import Case
from spaces.models import Space

HELPFUL = "مثال: دليل الوزارة حول إنارة الأزقة منشور هنا www.exemple.ma، قد يفيد في النقاش."
ADVERTISING = "مثال: نبيع المصابيح بأثمنة مناسبة، اتصلوا بنا قبل نهاية الأسبوع."
OFF_SUBJECT = "مثال: ومتى تبدأ مباريات كرة القدم في الملعب؟"


def days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


def tell(spaces: dict[str, Space], staff: dict[str, dict[str, User]], inhabitants: list[User], commune: str) -> None:
    """Tell three cases of one commune: held and shown, reported and hidden, reported and waiting."""
    if commune not in spaces:
        return
    space = spaces[commune]
    thread = Thread.objects.filter(space=space, state="open", visibility="visible").select_related("space__commune")
    thread = thread.earliest("pk")
    facilitator = people.fresh(staff[commune]["facilitator"])
    writer, other, *reporters = (people.fresh(person) for person in inhabitants[:5])
    texts = {text.key: text for text in shipped_texts()}
    with days_ago(9):
        said = debates.contribute(thread, by=writer, text=HELPFUL)
    if case := Case.objects.filter(kind="contribution", key=said.pk).first():
        with days_ago(8.8):
            moderation.decide(case, outcome=Outcome.KEPT, by=facilitator, note=texts["kept"])
    with days_ago(6):
        said = debates.contribute(thread, by=other, text=ADVERTISING)
        for person in reporters[:2]:
            case = moderation.report("contribution", said.pk, by=person, ground=Ground.SPAM).case
    with days_ago(5.5):
        moderation.decide(
            case, outcome=Outcome.HIDDEN, by=facilitator, ground=Ground.SPAM, note=texts["spam"], warns=True
        )
    with days_ago(0.3):
        said = debates.contribute(thread, by=writer, text=OFF_SUBJECT)
        moderation.report("contribution", said.pk, by=reporters[0], ground=Ground.SUBJECT)
    moderation.put_on_duty(space, user=facilitator, day=timezone.localdate(), by=facilitator)
