"""Addresses of themes of texts, the report, the council's reply."""

from django.urls import path

from consultations.views import replying, themes

urlpatterns = [
    path("consultations/<int:pk>/themes/", themes.listing, name="themes"),
    path("consultations/<int:pk>/themes/<int:number>/", themes.texts, name="texts"),
    path("consultations/<int:pk>/report-<str:language>.pdf", replying.report, name="report"),
    path("consultations/<int:pk>/refer/", replying.refer, name="refer"),
    path("consultations/<int:pk>/reply/", replying.reply, name="reply"),
    path("consultations/<int:pk>/reply/<int:number>/", replying.reply, name="reply-point"),
    path("consultations/<int:pk>/reply/<int:number>/remove/", replying.remove, name="remove-reply-point"),
    path("consultations/<int:pk>/needs/raise/", replying.raise_need, name="raise-need"),
]
