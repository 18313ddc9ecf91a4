"""Addresses of the app's pages."""

from django.urls import path

from moderation.views import cases, means, queue, register, reporting, rota

app_name = "moderation"
urlpatterns = [
    path("report/<slug:kind>/thanks/", reporting.thanks, name="thanks"),
    path("report/<slug:kind>/<int:key>/", reporting.report, name="report"),
    path("moderation/", queue.queues, name="queues"),
    path("moderation/lab/", queue.lab, name="lab"),
    path("moderation/mine/", cases.mine, name="mine"),
    path("moderation/acts/", register.acts, name="acts"),
    path("moderation/acts/feed/", register.feed, name="feed"),
    path("moderation/open-data/", register.dictionary, name="open-data"),
    path("moderation/years/<int:year>/", register.year, name="year"),
    path("moderation/years/<int:year>/<slug:language>.pdf", register.year_pdf, name="year-pdf"),
    path("moderation/cases/<int:pk>/", cases.detail, name="case"),
    path("moderation/cases/<int:pk>/decide/", cases.decide, name="decide"),
    path("moderation/cases/<int:pk>/appeal/", cases.appeal, name="appeal"),
    path("moderation/cases/<int:pk>/judge/", cases.judge, name="judge"),
    path("moderation/cases/<int:pk>/show/", cases.show_again, name="show-again"),
    path("spaces/<slug:slug>/moderation/", register.register, name="register"),
    path("spaces/<slug:slug>/moderation/feed/", register.feed_of_space, name="space-feed"),
    path("spaces/<slug:slug>/moderation/queue/", queue.queue, name="queue"),
    path("spaces/<slug:slug>/moderation/rota/", rota.rota, name="rota"),
    path("spaces/<slug:slug>/moderation/rota/<int:pk>/remove/", rota.take_off, name="rota-remove"),
    path("spaces/<slug:slug>/moderation/words/", means.words, name="words"),
    path("spaces/<slug:slug>/moderation/words/<int:pk>/remove/", means.take_off_word, name="word-remove"),
    path("spaces/<slug:slug>/moderation/texts/", means.texts, name="texts"),
    path("spaces/<slug:slug>/moderation/texts/<int:pk>/remove/", means.take_off_text, name="text-remove"),
    path("spaces/<slug:slug>/moderation/years/<int:year>/", register.year_of_space, name="space-year"),
    path(
        "spaces/<slug:slug>/moderation/years/<int:year>/<slug:language>.pdf",
        register.year_pdf_of_space,
        name="space-year-pdf",
    ),
]
