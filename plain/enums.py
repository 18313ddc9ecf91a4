"""Named values: what help is about, and the languages in which it is spoken."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpKey(models.TextChoices):
    """A page or a step that a recording may explain. Each page leads to one of them (`plain.places`)."""

    HOME = "home", _("What Agraw is")
    SIGN_IN = "sign_in", _("Sign in with a code")
    SPACE = "space", _("The space of the commune")
    NEED = "need", _("State a need")
    JOIN = "join", _("Join a need")
    DEBATE = "debate", _("Take part in a debate")
    CONSULTATION = "consultation", _("Answer a consultation")
    PETITION = "petition", _("Begin a petition")
    SIGN = "sign", _("Sign a petition")
    COUNCIL = "council", _("The council and its answers")
    SESSION = "session", _("The sessions of the council")
    PROGRAMME = "programme", _("The action plan of the commune")
    VOUCH = "vouch", _("Be known at the desk")
    ANSWER = "answer", _("Read an answer of the council")
    EVENT = "event", _("Come to a meeting")
    CALL = "call", _("Propose the project of an association")
    PLAN = "plan", _("Documents and plans")
    ASSOCIATION = "association", _("Register an association")
    DESK = "desk", _("Be helped at a desk")
    REPORT = "report", _("Report words or a picture")
    OWN_DATA = "own_data", _("Your data is yours")
    ASSEMBLY = "assembly", _("The general assembly of an association")
    TRAINING = "training", _("Learn how to take part")
    COMMUNE = "commune", _("Find your commune")
    SEARCH = "search", _("Search Agraw")
    ACCOUNT = "account", _("Your account")
    NEWS = "news", _("How news reaches you")
    RESULT = "result", _("Read the result of a consultation")
    PROJECT = "project", _("Is the project done?")
    ORDER = "order", _("Orders of the president")
    QUESTION = "question", _("Written questions")
    INFO_REPORT = "info_report", _("The information report of the president")
    EQUALITY = "equality", _("The equality body and its opinion")
    FIGURES = "figures", _("The figures of the observatory")
    FUNDED = "funded", _("Follow a funded project")
    STAND = "stand", _("The project exhibition")
    HALL = "hall", _("Ask for a hall for an association")
    MEMBERS = "members", _("The people of an association")
    NETWORK = "network", _("Join a network of associations")
    OFFER = "offer", _("Offers of support and partners")
    RESOURCE = "resource", _("Information bank")
    OPEN_DATA = "open_data", _("Open data")
    CERTIFICATE = "certificate", _("Check a certificate")


class Tongue(models.TextChoices):
    """The languages that people speak (census of 2024), Darija first; ISO 639-3 where ISO 639-1 has no code."""

    DARIJA = "ary", _("Darija")
    TACHELHIT = "shi", _("Tachelhit")
    TAMAZIGHT = "tzm", _("Tamazight")
    TARIFIT = "rif", _("Tarifit")
    ARABIC = "ar", _("Arabic")
    FRENCH = "fr", _("French")


# What is heard first by someone who has not chosen, by the language of the page.
FIRST = {
    "ar": (Tongue.DARIJA, Tongue.ARABIC),
    "fr": (Tongue.FRENCH, Tongue.DARIJA),
    "zgh": (Tongue.TACHELHIT, Tongue.TAMAZIGHT, Tongue.TARIFIT),
}


class Written(models.TextChoices):
    """The languages in which a space writes a text that is easy to read."""

    ARABIC = "ar", _("Arabic")
    FRENCH = "fr", _("French")
