"""Addresses of reference documents."""

from django.urls import path

from plans.views import drafting, reading, writing

urlpatterns = [
    path("spaces/<slug:slug>/plans/", reading.listing, name="list"),
    path("spaces/<slug:slug>/reference-documents/begin/", writing.begin, name="document-begin"),
    path("reference-documents/<int:pk>/", reading.document, name="document"),
    path("reference-documents/<int:pk>/changes/", reading.difference, name="changes"),
    path("reference-documents/<int:pk>/edit/", writing.edit, name="document-edit"),
    path("reference-documents/<int:pk>/phases/", writing.phases, name="phases"),
    path("reference-documents/<int:pk>/phases/<int:key>/remove/", writing.phase_remove, name="phase-remove"),
    path("reference-documents/<int:pk>/editors/", writing.editors, name="editors"),
    path("reference-documents/<int:pk>/editors/<int:key>/end/", writing.editor_end, name="editor-end"),
    path("reference-documents/<int:pk>/adopt/", writing.adopt, name="adopt"),
    path("reference-documents/<int:pk>/moves/<slug:action>/", writing.move, name="document-move"),
    path("reference-documents/<int:pk>/versions/begin/", drafting.begin_version, name="version-begin"),
    path("reference-documents/<int:pk>/draft/", drafting.draft, name="draft"),
    path("reference-documents/<int:pk>/draft/add/", drafting.passage_add, name="passage-add"),
    path("reference-documents/<int:pk>/draft/publish/", drafting.publish, name="publish"),
    path("reference-documents/<int:pk>/draft/discard/", drafting.discard, name="draft-discard"),
    path("reference-documents/<int:pk>/draft/<int:key>/", drafting.passage_edit, name="passage-edit"),
    path("reference-documents/<int:pk>/draft/<int:key>/<slug:act>/", drafting.passage_act, name="passage-act"),
    path("paragraphs/<int:pk>/", reading.paragraph, name="paragraph"),
    path("paragraphs/<int:pk>/origins/", writing.paragraph_origin, name="paragraph-origin"),
    path(
        "paragraphs/<int:pk>/origins/<int:key>/remove/", writing.paragraph_origin_remove, name="paragraph-origin-remove"
    ),
    path("plans/from/<slug:kind>/<int:key>/", reading.came_from, name="from"),
]
