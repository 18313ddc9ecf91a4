"""Addresses of the app's pages."""

from django.urls import path

from assemblies.views import minutes, preparing, reading, session, voting

app_name = "assemblies"
ONE = "assemblies/<int:pk>/"
VOTE = "assemblies/votes/<int:pk>/"
BODIES = [("network", "networks"), ("association", "associations")]

urlpatterns = [
    path("assemblies/mine/", reading.mine, name="mine"),
    path("spaces/<slug:slug>/assemblies/", reading.in_space, name="in-space"),
    path(ONE, reading.detail, name="detail"),
    path(f"{ONE}now/", reading.live, name="now"),
    path(f"{ONE}calendar.ics", reading.calendar, name="calendar"),
    path(f"{ONE}roll/", reading.roll, name="roll"),
    path(f"{ONE}roll-<slug:language>.pdf", reading.sheet, name="sheet"),
    path(f"{ONE}minutes/", reading.minutes, name="minutes"),
    path(f"{ONE}minutes/write/", minutes.write, name="minutes-write"),
    path(f"{ONE}minutes-<slug:language>.pdf", reading.file, name="minutes-pdf"),
    path(f"{ONE}edit/", preparing.edit, name="edit"),
    path(f"{ONE}discard/", preparing.discard, name="discard"),
    path(f"{ONE}agenda/", preparing.agenda, name="agenda"),
    path(f"{ONE}agenda/<int:item>/", preparing.item, name="item"),
    path(f"{ONE}agenda/<int:item>/to/", preparing.put, name="put"),
    path(f"{ONE}agenda/<int:item>/vote/", voting.new, name="vote-new"),
    path(f"{ONE}moves/<slug:action>/", preparing.move, name="move"),
    path(f"{ONE}desk/", session.desk, name="desk"),
    path(f"{ONE}desk/<int:number>/", session.mark, name="mark"),
    path(f"{ONE}desk/proxy/", session.paper_proxy, name="paper-proxy"),
    path(f"{ONE}desk/bureau/", session.bureau, name="bureau"),
    path(f"{ONE}voters/<int:number>/here/", session.check_in, name="check-in"),
    path(f"{ONE}voters/<int:number>/proxy/", session.proxy, name="proxy"),
    path(f"{ONE}proxies/<int:proxy>/withdraw/", session.withdraw, name="withdraw-proxy"),
    path(VOTE, voting.detail, name="vote"),
    path(f"{VOTE}edit/", voting.edit, name="vote-edit"),
    path(f"{VOTE}discard/", voting.discard, name="vote-discard"),
    path(f"{VOTE}open/", voting.open_vote, name="vote-open"),
    path(f"{VOTE}count/", voting.count, name="vote-count"),
    path(f"{VOTE}annul/", voting.annul, name="vote-annul"),
    path(f"{VOTE}say/", voting.say, name="vote-say"),
    path(f"{VOTE}cast/", voting.cast, name="vote-cast"),
]
for kind, plural in BODIES:
    here, given = f"{plural}/<int:pk>/assemblies/", {"kind": kind}
    urlpatterns += [
        path(here, reading.of_body, given, name=f"of-{kind}"),
        path(f"{here}new/", preparing.new, given, name=f"new-{kind}"),
        path(f"{here}rules/<slug:of>/", preparing.bylaws, given, name=f"bylaws-{kind}"),
    ]
