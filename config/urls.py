"""Addresses: pages under a language, the API and machine addresses without one."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from calls.views import register as calls_register
from config import certificates, health, offline, status, views
from events.views.feeds import table as events_table
from moderation.views.register import table as moderation_table
from observatory.views.data import table as observatory_table
from petitions.views.register import table as petitions_table
from plain.views import reading as plain_reading
from presidency.views.open_data import table as orders_table
from resources.views.register import table as resources_table
from spaces.views.directory import table as associations_table

# Addresses are tried in this order, for each page that is asked for: what people read and write most comes first.
urlpatterns = i18n_patterns(
    path("", include("petitions.urls")),  # for a surge of signatures
    path("", include("needs.urls")),
    path("", include("debates.urls")),
    path("", include("consultations.urls")),
    path("", views.home, name="home"),
    path("about/", views.text, {"name": "about"}, name="about"),
    path("help/", views.text, {"name": "help"}, name="help"),
    path("privacy/", views.text, {"name": "privacy"}, name="privacy"),
    path("accessibility/", views.text, {"name": "accessibility"}, name="accessibility"),
    path("glossary/", plain_reading.words, name="glossary"),
    path("status/", status.status, name="status"),
    path("theme/", views.theme, name="theme"),
    path("letters/", views.letters, name="letters"),
    path("data/", offline.data, name="data"),
    path("offline/", offline.offline, name="offline"),
    path("app.webmanifest", offline.manifest, name="manifest"),
    path("work/", views.work, name="work"),
    path("house/", views.house, name="house"),
    path("certificates/", certificates.check, name="certificates"),
    path("certificates/<str:code>/", certificates.check, name="certificate"),
    path("certificates/<int:pk>/<slug:language>.pdf", certificates.as_pdf, name="certificate-pdf"),
    path("certificates/<int:pk>/name/", certificates.name, name="certificate-name"),
    path("", include("territories.urls")),
    path("", include("accounts.urls")),
    path("", include("notices.urls")),
    path("", include("councils.urls")),
    path("", include("spaces.urls")),
    path("", include("moderation.urls")),
    path("", include("deliberations.urls")),
    path("", include("presidency.urls")),
    path("", include("equality.urls")),
    path("", include("programmes.urls")),
    path("", include("observatory.urls")),
    path("", include("search.urls")),
    path("", include("opendata.urls")),
    path("", include("networks.urls")),
    path("", include("assemblies.urls")),
    path("", include("events.urls")),
    path("", include("calls.urls")),
    path("", include("training.urls")),
    path("", include("resources.urls")),
    path("", include("plans.urls")),
    path("", include("mediation.urls")),
    path("", include("plain.urls")),
    path("accounts/", include("accounts.door_urls")),
    path("admin/", admin.site.urls),
)
urlpatterns += [
    path("", views.root, name="root"),
    path("healthz", health.health, name="health"),
    path("sw.js", offline.worker, name="worker"),
    path("device/", offline.key, name="device-key"),
    path("api/v1/", include("config.api_urls")),
    path("open-data/petitions.csv", petitions_table, name="petitions-csv"),
    path("open-data/orders.csv", orders_table, name="orders-csv"),
    path("open-data/associations.csv", associations_table, name="associations-csv"),
    path("open-data/resources.csv", resources_table, name="resources-csv"),
    path("open-data/events.csv", events_table, name="events-csv"),
    path("open-data/moderation.csv", moderation_table, name="moderation-csv"),
    path("open-data/calls.csv", calls_register.calls, name="calls-csv"),
    path("open-data/observatory.csv", observatory_table, name="observatory-csv"),
    path("open-data/funded-projects.csv", calls_register.projects, name="funded-projects-csv"),
    path("", include("opendata.machine_urls")),
    path("", include("mediation.machine_urls")),
]

handler400 = "config.views.bad_request"
handler500 = "config.views.server_error"
