"""Named values about people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Trust(models.IntegerChoices):
    """How sure we are that a person is who she says; each action says the level it needs."""

    DECLARED = 0, _("declared")
    CONTACT = 1, _("contact confirmed")
    VOUCHED = 2, _("vouched for")
    SEEN = 3, _("identity seen at a desk")


class Gender(models.TextChoices):
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")


class Dossier(models.TextChoices):
    """A file of personal data that staff reads; the words follow "Who read …"."""

    PERSON = "person", _("your account’s file")
    CONTACTS = "contacts", _("your account, looked for by its whole contact")
    MEMBERS = "members", _("the members of a space")
    ASSOCIATION = "association", _("the file of an association")
    APPLICATION = "application", _("an application to a call for projects")
    SIGNATURES = "signatures", _("the signatures of a petition")
    PETITION = "petition", _("the file of a petition")
    REGISTRATIONS = "registrations", _("the registrations of an event")
    COHORT = "cohort", _("the participants of a training")
    ROLL = "roll", _("the roll of an assembly")
    NETWORK = "network", _("an application to a network")
    ANSWERS = "answers", _("answers entered at a desk")
    REPORTS = "reports", _("a report and what it is about")


class Purpose(models.TextChoices):
    """What a one-time code opens: a code made for one purpose opens no other."""

    ENTER = "enter", _("signing in")
    CONFIRM = "confirm", _("confirming that it is you")
    CHANGE = "change", _("changing a contact")


class Scope(models.TextChoices):
    """What a program may do with a person's token."""

    READ = "read", _("read what I may read")
    NEEDS = "needs:write", _("post needs and join them in my name")
    EVENTS = "events:write", _("register for events in my name")
    DEBATES = "debates:write", _("speak and take part in debates in my name")
    PETITIONS = "petitions:write", _("sign and lead petitions in my name")
    CONSULTATIONS = "consultations:write", _("answer and lead consultations in my name")
    SPACES = "spaces:write", _("act in my civil society spaces")
    REFERRALS = "referrals:write", _("answer in my council's name")
