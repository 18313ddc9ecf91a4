"""Made-up contents for the page that shows every component (`/…/house/`)."""

import datetime
from types import SimpleNamespace

from django import forms
from django.utils.timezone import localdate, now

from core.icons import FAMILY


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label="عنوان الحاجة", help_text="جملة قصيرة، مثل: لا ماء في الدوار منذ أسبوع.", max_length=120
    )
    text = forms.CharField(label="Description", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    phone = forms.CharField(label="Téléphone", widget=forms.TelInput(attrs={"autocomplete": "tel"}))
    theme = forms.ChoiceField(label="Thème", choices=[("water", "الماء والتطهير"), ("roads", "Routes et pistes")])
    subject = forms.ChoiceField(
        label="Sujet",
        choices=[
            ("water", "الماء والتطهير"),
            ("roads", "Routes et pistes"),
            ("health", "الصحة"),
            ("green", "Espaces verts"),
        ],
        widget=forms.RadioSelect,
    )
    beneficiary = forms.ChoiceField(
        label="Pour qui",
        choices=[("everyone", "الجميع"), ("women", "Femmes"), ("x", "الفلاحون")],
        widget=forms.RadioSelect,
    )
    photo = forms.ImageField(label="Photo", required=False)
    voice = forms.FileField(label="Note vocale", required=False)
    agree = forms.BooleanField(label="J’ai lu le texte jusqu’au bout.")


def clock(state: str, share: int, words: str) -> SimpleNamespace:
    today = localdate()
    return SimpleNamespace(
        state=state, share=share, words=words, started_on=today - datetime.timedelta(days=40),
        due_on=today + datetime.timedelta(days=20),
    )  # fmt: skip


def house_contents() -> dict:
    """Return the context of `house.html`."""
    return {
        "plain_form": ExampleForm(),
        "wrong_form": ExampleForm({"title": "", "phone": "06 12"}),
        "clocks": [
            clock("waiting", 40, "ينتظر جواب المجلس قبل 14 ماي 2027 · بقي 32 يوما"),
            clock("soon", 90, "Le conseil doit répondre avant le 14 mai 2027 · 4 jours restants"),
            clock("overdue", 100, "تأخر جواب المجلس بخمسة أيام (كان منتظرا قبل 14 ماي 2027)"),
            clock("done", 60, "Le conseil a répondu le 2 mai 2027, 12 jours avant la date"),
            clock("paused", 55, "في الانتظار: طُلبت تفاصيل من الساكنة"),
        ],
        "entries": [
            {"at": now(), "words": "عبّرت الساكنة عن الحاجة", "who": "Fatima, douar Aït Oussa", "note": ""},
            {
                "at": now(),
                "words": "Présenté au conseil",
                "who": "يوسف",
                "note": "12 foyers sont concernés depuis l’été.",
            },
        ],
        "at": now(),
        "icons": list(FAMILY),
        "recording": SimpleNamespace(seconds=42, transcript="الماء مقطوع.", transcribed_as="author"),
    }
