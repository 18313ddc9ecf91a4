"""The four languages of Agraw, and what Django does not know about one of them."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy

# Django has no Standard Moroccan Amazigh. Tifinagh is written left to right.
LANG_INFO["zgh"] = {"bidi": False, "code": "zgh", "name": "Standard Moroccan Tamazight", "name_local": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}

LANGUAGES = [("ar", "العربية"), ("fr", "Français"), ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ"), ("en", "English")]

# Browsers that ask for another Amazigh code are given zgh.
ALIASES = {"tzm": "zgh", "shi": "zgh", "ber": "zgh", "rif": "zgh"}

# Django's words that its Arabic catalogue lacks: collected with ours, and said in ours.
LACKING = [gettext_lazy("- Select an option -")]
