import pytest, os
from tests.debates.played import played, conclude
from tests.journeys.conftest import *
from debates import actions
from django.test import Client
pytestmark=[pytest.mark.django_db(transaction=True)]
OUT="/tmp/team/w/pages"
def test_pages(live_server, browser, settings):
    settings.LOCALE_PATHS = ["/tmp/team/w/locale", *settings.LOCALE_PATHS]
    os.makedirs(OUT,exist_ok=True)
    place=played()
    c=Client(); c.force_login(place.rapporteur, backend="django.contrib.auth.backends.ModelBackend")
    import time
    s=c.session; s["account_authentication_methods"]=[{"method":"mfa","at":time.time()}]; s.save()
    def shoot(name, path, lang, width, login=False):
        ctx=browser.new_context(viewport={"width":width,"height":800})
        if login: ctx.add_cookies([{"name":"sessionid","value":c.cookies["sessionid"].value,"url":live_server.url}])
        p=ctx.new_page(); r=p.goto(f"{live_server.url}/{lang}{path}"); print(name,lang,width,r.status)
        p.screenshot(path=f"{OUT}/{name}_{lang}_{width}.png", full_page=True)
        print(p.evaluate("document.documentElement.scrollWidth>document.documentElement.clientWidth"))
        ctx.close()
    d=place.debate.pk
    for lang,w in (("ar",360),("fr",1280)):
        shoot("write",f"/debates/{d}/conclusion/",lang,w,True)
        shoot("point",f"/debates/{d}/points/{place.disagreement.pk}/",lang,w,True)
        shoot("conclude",f"/debates/{d}/conclude/",lang,w,True)
    conclude(place)
    actions.print_minutes(place.minutes,"ar"); actions.print_minutes(place.minutes,"fr")
    for lang,w in (("ar",360),("ar",1280),("fr",360),("fr",1280)):
        shoot("minutes",f"/debates/{d}/minutes/1/",lang,w)
        shoot("conclusion",f"/debates/{d}/conclusion/",lang,w)
    shoot("detail",f"/debates/{d}/","ar",360)
    shoot("detail",f"/debates/{d}/","fr",1280)
    shoot("correct",f"/debates/{d}/minutes/correct/","ar",360,True)
