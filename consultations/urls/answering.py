"""Addresses of answering: online, and at a desk for someone."""

from django.urls import path

from consultations.views import answering, desk

urlpatterns = [
    path("consultations/<int:pk>/answer/", answering.start, name="answer"),
    path("consultations/<int:pk>/answer/questions/<int:question>/", answering.question, name="answer-question"),
    path("consultations/<int:pk>/answer/opinions/<int:part>/", answering.opinions, name="opinions"),
    path("consultations/<int:pk>/answer/opinions/<int:part>/propose/", answering.propose, name="propose"),
    path("consultations/<int:pk>/answer/priorities/<int:part>/", answering.priorities, name="priorities"),
    path("consultations/<int:pk>/answer/check/", answering.check, name="check"),
    path("consultations/<int:pk>/answer/thanks/", answering.thanks, name="thanks"),
    path("consultations/<int:pk>/answer/take-back/", answering.withdraw, name="take-answer-back"),
    path("consultations/<int:pk>/desk/", desk.answer, name="desk"),
    path("consultations/<int:pk>/desk/<int:number>/", desk.taken, name="desk-taken"),
]
