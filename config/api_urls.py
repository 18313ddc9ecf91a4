"""The API's addresses."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter

from accounts.api import MeView
from assemblies.api import AssemblyViewSet
from calls.api import CallViewSet
from config.reference import reference
from consultations.api.consultation import ConsultationViewSet
from councils.api import CouncilViewSet, ReferralViewSet
from debates.api.debate import DebateViewSet
from debates.api.sitting import FloorRequestViewSet, PollViewSet, SittingViewSet
from debates.api.thread import ContributionViewSet, ThreadViewSet
from deliberations.api import DecisionViewSet, SessionViewSet
from equality.api import OpinionViewSet
from events.api import EventViewSet
from mediation.api import DeskViewSet
from moderation.api import ModerationActViewSet, ReportView
from needs.api import NeedViewSet
from networks.api import NetworkViewSet
from observatory.api import CouncilGroupViewSet, EditionViewSet, ScoreViewSet
from petitions.api import PetitionViewSet
from plans.api import PlanViewSet, ReferenceDocumentViewSet
from presidency.api import OrderViewSet, WrittenQuestionViewSet
from programmes.api import ProgrammeViewSet, ProjectViewSet
from resources.api import ResourceViewSet
from search.api import SearchView
from spaces.api import AssociationViewSet, SpaceViewSet
from territories.api import TerritoryViewSet
from training.api import CourseViewSet

router = SimpleRouter()
router.register("territories", TerritoryViewSet, basename="territory")
router.register("spaces", SpaceViewSet, basename="space")
router.register("associations", AssociationViewSet, basename="association")
router.register("councils", CouncilViewSet, basename="council")
router.register("referrals", ReferralViewSet, basename="referral")
router.register("debates", DebateViewSet, basename="debate")
router.register("threads", ThreadViewSet, basename="thread")
router.register("contributions", ContributionViewSet, basename="contribution")
router.register("sittings", SittingViewSet, basename="sitting")
router.register("requests", FloorRequestViewSet, basename="request")
router.register("polls", PollViewSet, basename="poll")
router.register("needs", NeedViewSet, basename="need")
router.register("desks", DeskViewSet, basename="desk")
router.register("networks", NetworkViewSet, basename="network")
router.register("resources", ResourceViewSet, basename="resource")
router.register("events", EventViewSet, basename="event")
router.register("consultations", ConsultationViewSet, basename="consultation")
router.register("assemblies", AssemblyViewSet, basename="assembly")
router.register("calls", CallViewSet, basename="call")
router.register("sessions", SessionViewSet, basename="session")
router.register("decisions", DecisionViewSet, basename="decision")
router.register("petitions", PetitionViewSet, basename="petition")
router.register("courses", CourseViewSet, basename="course")
router.register("plans", PlanViewSet, basename="plan")
router.register("programmes", ProgrammeViewSet, basename="programme")
router.register("projects", ProjectViewSet, basename="project")
router.register("reference-documents", ReferenceDocumentViewSet, basename="referencedocument")
router.register("observatory/editions", EditionViewSet, basename="edition")
router.register("observatory/scores", ScoreViewSet, basename="score")
router.register("observatory/groups", CouncilGroupViewSet, basename="councilgroup")
router.register("orders", OrderViewSet, basename="order")
router.register("written-questions", WrittenQuestionViewSet, basename="writtenquestion")
router.register("opinions", OpinionViewSet, basename="opinion")
router.register("moderation-acts", ModerationActViewSet, basename="moderationact")

urlpatterns = [
    *router.urls,
    path("search/", SearchView.as_view(), name="search"),
    path("reports/", ReportView.as_view(), name="report"),
    path("me/", MeView.as_view(), name="me"),
    path("schema/", SpectacularAPIView.as_view(permission_classes=[AllowAny]), name="schema"),
    path("docs/", reference, name="reference"),
]
