"""Addresses of the app's pages."""

from django.urls import path

from mediation.views import claiming, counter, desks, entering

app_name = "mediation"
urlpatterns = [
    path("spaces/<slug:slug>/desks/", desks.in_space, name="desks"),
    path("spaces/<slug:slug>/desks/new/", desks.begin, name="begin"),
    path("desks/", counter.mine, name="mine"),
    path("desks/<int:pk>/", counter.desk, name="desk"),
    path("desks/<int:pk>/find/", counter.find, name="find"),
    path("desks/<int:pk>/register/", counter.register, name="register"),
    path("desks/<int:pk>/oversight/", desks.oversight, name="oversight"),
    path("desks/<int:pk>/close/", desks.close, name="close"),
    path("desks/agents/<int:pk>/end/", desks.end_agent, name="end-agent"),
    path("desks/acts/<int:pk>/check/", desks.check, name="check"),
    path("desks/claims/<int:pk>/", counter.answer_claim, name="answer-claim"),
    path("desks/people/<int:pk>/", counter.person, name="person"),
    path("desks/people/<int:pk>/need/", entering.need, name="need"),
    path("desks/people/<int:pk>/join/", entering.support, name="support"),
    path("desks/people/<int:pk>/answer/", entering.consultations, name="consultations"),
    path("desks/people/<int:pk>/answer/<int:number>/", entering.answer, name="answer"),
    path("desks/people/<int:pk>/sign/", entering.petitions, name="petitions"),
    path("desks/people/<int:pk>/sign/<int:number>/", entering.signature, name="signature"),
    path("desks/people/<int:pk>/receipt-<slug:paper>-<slug:language>.pdf", counter.receipt, name="receipt-pdf"),
    path("desks/people/<int:pk>/withdraw/", counter.withdraw, name="withdraw"),
    path("receipts/", claiming.receipt, name="receipts"),
    path("receipts/claim/", claiming.claim, name="claim"),
    path("receipts/<str:number>/", claiming.receipt, name="receipt"),
]
