"""Named values about the communal action plan (برنامج عمل الجماعة; 113-14, art. 78–80, decree 2-16-301)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeState(models.TextChoices):
    PREPARATION = "preparation", _("in preparation")
    DIAGNOSIS = "diagnosis", _("diagnosis with the inhabitants")
    DRAFTED = "drafted", _("draft written")
    COMMITTEES = "in_committee", _("before the standing committees")
    VOTED = "voted", _("voted")
    VISA = "visa", _("awaiting the governor’s visa")
    RUNNING = "running", _("being carried out")
    ENDED = "ended", pgettext_lazy("programme", "ended")


# Its axes, projects and budget may be written anew: a committee asks for changes too, a vote closes it.
WRITTEN = {
    ProgrammeState.PREPARATION, ProgrammeState.DIAGNOSIS, ProgrammeState.DRAFTED, ProgrammeState.COMMITTEES,
}  # fmt: skip
# The council's decision to prepare it is posted from the diagnosis on; its projects are read once the draft is written.
PRIVATE = {ProgrammeState.PREPARATION}
UNREAD = {ProgrammeState.PREPARATION, ProgrammeState.DIAGNOSIS}


class StepKind(models.TextChoices):
    """The steps of the law, in their order (decree 2-16-301, art. 4–13)."""

    OPENING = "opening", _("opening meeting")
    ORDER = "order", _("president’s decision with the timetable, posted")
    DIAGNOSIS = "diagnosis", _("diagnosis of needs and potential")
    CONSULTATION = "consultation", _("consultation of citizens and associations")
    EQUALITY = "equality", _("opinion of the equality body")
    COORDINATION = "coordination", _("coordination with the governor")
    PRIORITIES = "priorities", _("ranking of priorities")
    PROJECTS = "projects", _("programmes and projects")
    RESOURCES = "resources", _("estimate of resources and spending")
    DOCUMENT = "document", _("document with its follow-up system")
    COMMITTEES = "committees", _("study by the standing committees")
    VOTE = "vote", _("vote of the council")
    VISA = "visa", _("governor’s visa")
    EVALUATION = "evaluation", _("yearly evaluation report")


ARTICLES = {
    StepKind.OPENING: "2-16-301, art. 4",
    StepKind.ORDER: "2-16-301, art. 4-6",
    StepKind.DIAGNOSIS: "113-14, art. 78; 2-16-301, art. 6",
    StepKind.CONSULTATION: "113-14, art. 119; 2-16-301, art. 7",
    StepKind.EQUALITY: "113-14, art. 120; 2-16-301, art. 7",
    StepKind.COORDINATION: "113-14, art. 78; 2-16-301, art. 8",
    StepKind.PRIORITIES: "113-14, art. 78",
    StepKind.PROJECTS: "113-14, art. 78",
    StepKind.RESOURCES: "113-14, art. 78",
    StepKind.DOCUMENT: "113-14, art. 271",
    StepKind.COMMITTEES: "113-14, art. 28; 2-16-301, art. 9-11",
    StepKind.VOTE: "113-14, art. 43, 78",
    StepKind.VISA: "113-14, art. 118; 2-16-301, art. 12",
    StepKind.EVALUATION: "113-14, art. 271, 272",
}
# Held more than once: each meeting of the consultation, each year's report.
REPEATED = {StepKind.CONSULTATION, StepKind.EVALUATION}
# Written by a move, with what the move says; never by hand.
BY_MOVE = {StepKind.COMMITTEES, StepKind.VOTE, StepKind.VISA, StepKind.EVALUATION}
# What must be done before the draft may be called written.
FOR_A_DRAFT = (StepKind.DIAGNOSIS, StepKind.CONSULTATION, StepKind.EQUALITY, StepKind.PRIORITIES)


class BudgetSource(models.TextChoices):
    """Where the money comes from."""

    OWN = "own", _("the commune’s own funds")
    STATE = "state", _("the State")
    INDH = "indh", _("National Initiative for Human Development")
    REGION = "region", _("the region")
    PROVINCE = "province", _("the prefecture or province")
    LOAN = "loan", _("a loan")
    PARTNER = "partner", _("a partner")


class OriginKind(models.TextChoices):
    """What a project came from."""

    NEED = "need", _("need")
    DEBATE = "debate", _("debate")
    PETITION = "petition", _("petition")
    CONSULTATION = "consultation", _("consultation")
    ITEM = "item", _("point of the agenda")
    DECISION = "decision", _("decision of the council in session")
