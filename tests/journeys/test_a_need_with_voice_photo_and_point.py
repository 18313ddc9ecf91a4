"""A need told as phones tell it: spoken, photographed, pointed at on a map; and the same with plain files."""

import io
import os
import re
from urllib.parse import parse_qs

import pytest
from django.contrib.gis.geos import Point
from PIL import Image
from playwright.sync_api import expect

from core.enums import Visibility
from needs.actions import post
from needs.models import Need
from tests.journeys.conftest import PHONE, person, shows, until
from tests.needs import files

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LON, LAT = -9.73, 29.7  # the middle of the commune
ASKED = "الطريق إلى الدوار الفوقاني مقطوعة"
TOLD = "مقطوعة منذ الأمطار الأخيرة، والأطفال لا يصلون إلى المدرسة."
FORM, SEND = "spaces/tiznit/needs/new/", "main form[enctype] > button.button"


@pytest.fixture(scope="module")
def photo_of_a_phone(tmp_path_factory):
    """A photo of 3000 × 2000 pixels, over 500 KB, with its maker and its place in it."""
    path = tmp_path_factory.mktemp("phone") / "IMG_0001.jpg"
    exif = Image.Exif()
    exif[0x010F] = "SECRETPHONE"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (29.0, 41.0, 50.0)
    noise = Image.frombytes("RGB", (600, 400), os.urandom(600 * 400 * 3)).resize((3000, 2000))
    noise.save(path, "JPEG", quality=80, exif=exif)
    assert path.stat().st_size > 500_000
    return path


@pytest.fixture
def citizen(visitor, tiznit):
    def make(*, javascript=True, size=PHONE, language="ar"):
        one = visitor(language, size=size, javascript=javascript)
        one.sign_in(person("citizen", display_name="أم ريم"))
        one.go(FORM)
        return one

    return make


def writes(page):
    page.fill("input[name=title]", ASKED)
    page.fill("textarea[name=text]", TOLD)
    page.check("input[name=theme][value=roads]")
    page.fill("input[name=place]", "الدوار الفوقاني")


def records(page, seconds=2):
    """Record, stop, and leave a sound to listen to."""
    page.click("[data-voice-start]")
    expect(page.locator("[data-voice-stop]")).to_be_visible()
    expect(page.locator("[data-voice-time]")).to_contain_text(re.compile(f"0:0[{seconds}-{seconds + 2}]"))
    page.click("[data-voice-stop]")
    sound = page.locator("[data-voice] audio")
    expect(sound).to_be_visible()
    assert sound.get_attribute("src").startswith("blob:")
    return sound


def length_of(page, selector) -> float:
    """Load the sound and return the length in seconds that the browser tells."""
    return page.locator(selector).evaluate(
        "async (audio) => { audio.preload = 'metadata'; audio.load();"
        " await new Promise((done, fail) => { audio.onloadedmetadata = done; audio.onerror = fail; });"
        " return audio.duration; }"
    )


def files_of(page, name):
    return page.eval_on_selector(f"input[name={name}]", "input => [...input.files].map(f => [f.name, f.type, f.size])")


def taps_the_map(page):
    """Open the map and tap a little beside its middle."""
    page.click("main form details > summary")
    page.click("[data-pick] button:first-of-type")
    canvas = page.locator(".map-canvas")
    expect(canvas.locator("path")).to_have_count(1)  # the outline
    page.wait_for_timeout(300)  # it comes nearer
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] / 2 + 20, "y": box["height"] / 2 + 10})
    expect(canvas.locator("path")).to_have_count(2)
    assert canvas.bounding_box() == box, "the map stays under the finger"
    assert LON < float(page.input_value("input[name=lon]")) < LON + 0.05
    assert LAT - 0.05 < float(page.input_value("input[name=lat]")) < LAT


def test_a_need_is_spoken_photographed_and_pointed_at(citizen, tiznit, photo_of_a_phone, visitor):
    tiznit.refresh_from_db()
    like = post(
        tiznit, by=person("neighbour"), title="إصلاح الطريق إلى الدوار الفوقاني", theme="roads", place="الدوار الفوقاني"
    )
    one = citizen()
    page = one.page
    asked = []
    page.on("request", lambda request: asked.append((request.url, request.post_data or "")))

    writes(page)
    expect(page.locator(f"#likely a[href$='/needs/{like.pk}/']")).to_be_visible()
    assert not [url for url, _ in asked if "?" in url], "what is being written stays out of addresses"
    sent = {name for url, data in asked if url.endswith("/likely/") for name in parse_qs(data)}
    assert {"title"} <= sent <= {"title", "text", "place"}

    page.click("[data-voice-start]")
    page.wait_for_timeout(500)
    shows("recording", page)
    page.click("[data-voice-stop]")
    page.click("[data-voice-again]")
    assert files_of(page, "voice") == []
    sound = records(page)
    until(lambda: 1.5 < sound.evaluate("audio => audio.duration") < 6)
    assert files_of(page, "voice")[0][:2] == ["voice.webm", "audio/webm"]

    page.set_input_files("input[name=photo]", photo_of_a_phone)
    until(lambda: files_of(page, "photo")[0][2] <= 200_000)
    assert files_of(page, "photo")[0][:2] == ["IMG_0001.jpg", "image/jpeg"]
    page.fill("input[name=photo_description]", "طريق مقطوعة")

    taps_the_map(page)
    shows("map", page)
    one.press(SEND)

    need = Need.objects.get(title=ASKED)
    one.is_at(f"needs/{need.pk}/")
    assert need.location.distance(Point(LON, LAT, srid=4326)) < 0.05
    assert 2 <= need.voice.seconds <= 6
    photo = need.photos.get()
    assert max(photo.width, photo.height) == max(Image.open(photo.image).size) <= 1600
    for stored in (photo.image, photo.thumbnail):
        data = stored.open("rb").read()
        assert b"SECRETPHONE" not in data
        assert not Image.open(io.BytesIO(data)).getexif()

    sees_the_need(one, need)
    one.go(FORM)
    assert page.input_value("input[name=title]") == "", "what was sent is no draft any more"
    stranger_sees_nothing_of_a_held_need(visitor("ar"), need)


def sees_the_need(one, need):
    page = one.page
    with page.expect_response(re.compile(r"/needs/voices/\d+/")) as heard:
        length = length_of(page, ".audio audio")
    assert heard.value.status in {200, 206}
    assert heard.value.headers["content-type"] == "audio/webm"
    assert need.voice.seconds - 1 <= length <= need.voice.seconds
    page.locator(".audio audio").evaluate("audio => audio.play()")
    until(lambda: page.locator(".audio audio").evaluate("audio => audio.currentTime") > 0)
    picture = page.locator(".thumbs img")
    picture.scroll_into_view_if_needed()
    until(lambda: picture.evaluate("image => image.naturalWidth") == 400)
    assert picture.get_attribute("alt") == "طريق مقطوعة"
    page.click("details[data-map] > summary")
    expect(page.locator(".map-canvas path")).to_have_count(2)  # the outline and the point
    shows("need", page)


def stranger_sees_nothing_of_a_held_need(stranger, need):
    photo, voice = need.photos.get(), need.voice
    paths = [f"needs/photos/{photo.pk}/", f"needs/photos/{photo.pk}/small/", f"needs/voices/{voice.pk}/"]
    fetch = stranger.context.request.get
    assert {fetch(f"{stranger.base}/ar/{path}").status for path in paths} == {200}
    Need.objects.filter(pk=need.pk).update(visibility=Visibility.HELD)
    assert {fetch(f"{stranger.base}/ar/{path}").status for path in paths} == {404}


def test_what_is_written_is_kept_through_reload_language_and_loss_of_the_network(citizen):
    one = citizen()
    page = one.page
    writes(page)
    page.select_option("select[name=beneficiary]", "women")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": LAT, "longitude": LON})
    page.click("main form details > summary")
    page.click("[data-pick] button:nth-of-type(2)")
    until(lambda: page.input_value("input[name=lat]") == "29.70000")
    expect(page.locator("form .saved")).not_to_be_empty()

    page.reload()
    keeps_all(page)
    one.press("footer a[hreflang=fr]")
    assert page.url == f"{one.base}/fr/{FORM}"
    keeps_all(page)

    line = page.locator("body > .offline")
    expect(line).to_be_hidden()
    page.context.set_offline(True)
    expect(line).to_be_visible()
    shows("offline", page)
    page.context.set_offline(False)
    expect(line).to_be_hidden()


def keeps_all(page):
    expect(page.locator("input[name=title]")).to_have_value(ASKED)
    expect(page.locator("textarea[name=text]")).to_have_value(TOLD)
    expect(page.locator("input[name=theme][value=roads]")).to_be_checked()
    expect(page.locator("select[name=beneficiary]")).to_have_value("women")
    expect(page.locator("input[name=lat]")).to_be_visible()
    expect(page.locator("input[name=lon]")).to_have_value(f"{LON:.5f}")


def test_a_microphone_that_is_refused_leaves_the_file(citizen):
    page = citizen().page
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no')); }")
    page.click("[data-voice-start]")
    expect(page.locator("[data-voice-note]")).not_to_be_empty()
    expect(page.locator("input[name=voice]")).to_be_visible()


def test_the_same_with_plain_files_without_javascript(citizen, tiznit, photo_of_a_phone, tmp_path):
    tiznit.refresh_from_db()
    like = post(tiznit, by=person("neighbour"), title=ASKED, theme="roads", place="الدوار الفوقاني")
    one = citizen(javascript=False)
    page = one.page
    writes(page)
    one.press("button[name=look]")
    assert page.locator(f"#likely a[href$='/needs/{like.pk}/']").count() == 1
    assert page.input_value("textarea[name=text]") == TOLD
    assert page.is_checked("input[name=theme][value=roads]")
    (tmp_path / "note.webm").write_bytes(files.webm(3))
    page.set_input_files("input[name=voice]", tmp_path / "note.webm")
    page.set_input_files("input[name=photo]", photo_of_a_phone)
    page.click("main form details > summary")
    page.fill("input[name=lat]", str(LAT))
    page.fill("input[name=lon]", str(LON))
    one.press(SEND)
    need = Need.objects.exclude(pk=like.pk).get()
    one.is_at(f"needs/{need.pk}/")
    assert need.location.coords == (LON, LAT)
    assert need.voice.seconds == 3
    assert need.photos.get().width == 1600
    assert page.locator(".audio audio").count() == page.locator(".thumbs img").count() == 1
