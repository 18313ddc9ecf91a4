"""Addresses of writing a consultation, and its moves."""

from django.urls import path

from consultations.views import asking, building, moderating

EDIT = "consultations/<int:pk>/edit/"
urlpatterns = [
    path("spaces/<slug:slug>/consultations/new/", building.begin, name="begin"),
    path("councils/<slug:slug>/consultations/new/", building.begin_for_council, name="begin-for-council"),
    path(EDIT, building.build, name="build"),
    path(f"{EDIT}words/", building.edit, name="edit"),
    path(f"{EDIT}preview/", building.preview, name="preview"),
    path(f"{EDIT}documents/", building.documents, name="documents"),
    path(f"{EDIT}documents/<int:document>/remove/", building.document_remove, name="document-remove"),
    path(f"{EDIT}discard/", building.discard, name="discard"),
    path(f"{EDIT}parts/new/<slug:kind>/", asking.part_new, name="part-new"),
    path(f"{EDIT}parts/<int:key>/", asking.part, name="part"),
    path(f"{EDIT}parts/<int:key>/question/", asking.question_new, name="question-new"),
    path(f"{EDIT}parts/<int:key>/candidate/", asking.candidate_new, name="candidate-new"),
    path(f"{EDIT}parts/<int:key>/statement/", asking.statement_new, name="statement-new"),
    path(f"{EDIT}questions/<int:key>/", asking.question, name="question"),
    path(f"{EDIT}questions/<int:key>/option/", asking.option_new, name="option-new"),
    path(f"{EDIT}options/<int:key>/", asking.option, name="option"),
    path(f"{EDIT}candidates/<int:key>/", asking.candidate, name="candidate"),
    path(f"{EDIT}statements/<int:key>/", asking.statement, name="statement"),
    path(f"{EDIT}<slug:kind>/<int:key>/to/", asking.put, name="put"),
    path(f"{EDIT}<slug:kind>/<int:key>/out/", asking.take_out, name="take-out"),
    path("consultations/<int:pk>/moves/<slug:action>/", moderating.move, name="move"),
    path("consultations/<int:pk>/statements/", moderating.statements, name="statements"),
    path(
        "consultations/<int:pk>/statements/<int:key>/<slug:action>/", moderating.statement_move, name="statement-move"
    ),
]
