"""Addresses of programmes."""

from django.urls import path

from programmes.views import files, planning, preparing, project, reading

urlpatterns = [
    path("councils/<slug:slug>/programme/", reading.of_council, name="of-council"),
    path("councils/<slug:slug>/programme/begin/", preparing.begin, name="begin"),
    path("programmes/<int:pk>/", reading.programme, name="programme"),
    path("programmes/<int:pk>/steps/", reading.steps, name="steps"),
    path("programmes/<int:pk>/budget/", reading.budget, name="budget"),
    path("programmes/<int:pk>/map/", reading.on_map, name="map"),
    path("programmes/<int:pk>/map/points/", reading.points, name="points"),
    path("programmes/<int:pk>/programme.csv", files.table, name="csv"),
    path("programmes/<int:pk>/programme.json", files.data, name="json"),
    path("programmes/<int:pk>/programme.geojson", files.geojson, name="geojson"),
    path("programmes/<int:pk>/programme.ics", files.days, name="ics"),
    path("programmes/<int:pk>/columns/", files.dictionary, name="columns"),
    path("programmes/<int:pk>/edit/", preparing.edit, name="edit"),
    path("programmes/<int:pk>/discard/", preparing.discard, name="discard"),
    path("programmes/<int:pk>/update/", preparing.update, name="update"),
    path("programmes/<int:pk>/session/", preparing.session, name="session"),
    path("programmes/<int:pk>/moves/<slug:action>/", preparing.move, name="move"),
    path("programmes/<int:pk>/steps/<slug:kind>/write/", preparing.step, name="step"),
    path("programmes/<int:pk>/steps/<int:key>/", preparing.step_edit, name="step-edit"),
    path("programmes/<int:pk>/steps/<int:key>/remove/", preparing.step_remove, name="step-remove"),
    path("programmes/steps/<int:pk>/<slug:part>/", project.step_evidence, name="step-evidence"),
    path("programmes/<int:pk>/evaluations/publish/", preparing.evaluate, name="evaluate"),
    path("programmes/<int:pk>/evaluations/<int:year>/", files.evaluation, name="evaluation"),
    path("programmes/<int:pk>/evaluations/<int:year>/report-<slug:language>.pdf", files.paper, name="pdf"),
    path("programmes/<int:pk>/axes/add/", planning.axis_add, name="axis-add"),
    path("programmes/<int:pk>/axes/<int:key>/", planning.axis_edit, name="axis-edit"),
    path("programmes/<int:pk>/axes/<int:key>/remove/", planning.axis_remove, name="axis-remove"),
    path("programmes/<int:pk>/axes/<int:key>/projects/add/", planning.project_add, name="project-add"),
    path("programmes/from/<slug:kind>/<int:key>/", reading.came_from, name="from"),
]
