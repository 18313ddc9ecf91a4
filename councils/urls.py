"""Addresses of the app's pages."""

from django.urls import path

from councils.views import council, people, referral, workbench

app_name = "councils"
urlpatterns = [
    path("councils/answers/latest/", council.latest_answers, name="answers-latest"),
    path("councils/overdue/", council.overdue, name="overdue"),
    path("councils/<slug:slug>/", council.detail, name="detail"),
    path("councils/<slug:slug>/settings/", council.settings, name="settings"),
    path("councils/<slug:slug>/templates/", council.templates, name="templates"),
    path("councils/<slug:slug>/templates/new/", council.template, name="template-create"),
    path("councils/<slug:slug>/templates/<int:pk>/", council.template, name="template-edit"),
    path("referrals/<int:pk>/", referral.detail, name="referral"),
    path("referrals/<int:pk>/moves/<slug:action>/", referral.move, name="move"),
    path("councils/<slug:slug>/people/", people.people, name="people"),
    path("councils/<slug:slug>/people/<int:pk>/", people.edit, name="person-edit"),
    path("workbench/", workbench.workbench, name="workbench"),
    path("workbench/calendar/", workbench.calendar, name="clocks"),
    path("workbench/brief/", workbench.brief, name="brief"),
]
