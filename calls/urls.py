"""Addresses of calls, applications, their judging and the funded projects."""

from django.urls import path

from calls.views import applying, funding, judging, preparing, reading, register

app_name = "calls"
CALL, ONE, PROJECT = "calls/<int:pk>/", "calls/applications/<int:pk>/", "calls/projects/<int:pk>/"
urlpatterns = [
    path("spaces/<slug:slug>/calls/", reading.listing, name="list"),
    path("spaces/<slug:slug>/calls/latest/", reading.in_space, name="in-space"),
    path("spaces/<slug:slug>/calls/feed/", register.feed, name="feed"),
    path("spaces/<slug:slug>/calls/new/", preparing.begin, name="begin"),
    path("councils/<slug:slug>/calls/new/", preparing.begin_for_council, name="begin-for-council"),
    path("calls/dictionary/", register.dictionary, name="dictionary"),
    path(CALL, reading.detail, name="detail"),
    path(f"{CALL}results/", reading.results, name="results"),
    # prepared
    path(f"{CALL}edit/", preparing.edit, name="edit"),
    path(f"{CALL}build/", preparing.build, name="build"),
    path(f"{CALL}build/<slug:kind>/new/", preparing.thing, name="thing-new"),
    path(f"{CALL}build/<slug:kind>/<int:key>/", preparing.thing, name="thing"),
    path(f"{CALL}build/<slug:kind>/<int:key>/remove/", preparing.remove, name="thing-remove"),
    path(f"{CALL}evaluators/", preparing.evaluators, name="evaluators"),
    path(f"{CALL}evaluators/<int:key>/end/", preparing.end_evaluator, name="end-evaluator"),
    path(f"{CALL}discard/", preparing.discard, name="discard"),
    path(f"{CALL}moves/<slug:action>/", preparing.move, name="move"),
    # applied to
    path(f"{CALL}apply/", applying.apply, name="apply"),
    path("calls/applications/mine/", applying.mine, name="mine"),
    path(ONE, applying.detail, name="application"),
    path(f"{ONE}write/", applying.write, name="write"),
    path(f"{ONE}budget/", applying.budget, name="budget"),
    path(f"{ONE}documents/", applying.documents, name="documents"),
    path(f"{ONE}documents/<int:key>/remove/", applying.detach, name="detach"),
    path(f"{ONE}send/", applying.send, name="send"),
    path(f"{ONE}complete/", applying.complete, name="complete"),
    path(f"{ONE}withdraw/", applying.withdraw, name="withdraw"),
    path(f"{ONE}discard/", applying.discard, name="application-discard"),
    path("calls/attachments/<int:pk>/", applying.attachment, name="attachment"),
    # judged
    path(f"{CALL}desk/", judging.desk, name="desk"),
    path(f"{ONE}ask/", judging.ask, name="ask"),
    path(f"{ONE}accept/", judging.accept, name="accept"),
    path(f"{ONE}reject/", judging.reject, name="reject"),
    path(f"{ONE}call-up/", judging.call_up, name="call-up"),
    path(f"{CALL}evaluation/", judging.evaluation, name="evaluation"),
    path(f"{CALL}evaluation/<int:number>/", judging.review, name="review"),
    path(f"{CALL}evaluation/<int:number>/declare/", judging.declare, name="declare"),
    path(f"{CALL}ranking/", judging.ranking, name="ranking"),
    path(f"{CALL}ranking/tie/", judging.tie, name="tie"),
    # funded
    path(PROJECT, funding.detail, name="project"),
    path(f"{PROJECT}agreement/", funding.agreement, name="agreement"),
    path(f"{PROJECT}agreement-<str:language>.pdf", funding.agreement_pdf, name="agreement-pdf"),
    path(f"{PROJECT}moves/<slug:action>/", funding.move, name="project-move"),
    path(f"{PROJECT}closing/", funding.closing, name="closing"),
    path("calls/instalments/<int:pk>/report/", funding.report, name="report"),
    path("calls/instalments/<int:pk>/report.pdf", funding.report_pdf, name="report-pdf"),
    path("calls/instalments/<int:pk>/moves/<slug:action>/", funding.instalment_move, name="instalment-move"),
    path("calls/milestones/<int:pk>/prove/", funding.prove, name="prove"),
    path("calls/milestones/<int:pk>/reach/", funding.reach, name="reach"),
    path("calls/evidence/<int:pk>/", funding.evidence, name="evidence"),
]
