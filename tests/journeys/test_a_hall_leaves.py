"""A whole hall that is told the same thing at the same moment does not ask for its pages at the same moment."""

from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "static/js/follow.js"
PAGE = """<!doctype html><title>hall</title><main data-seq=0 data-rev=0 data-socket=/ws data-frames=/frames></main>
<script type=module>import { follow } from "/follow.js"; follow(document.querySelector("main"));</script>"""


@pytest.fixture
def page(browser):
    """A page that follows a discussion whose socket says that it is gone; its clock is turned by the test."""
    page = browser.new_page()
    page.clock.install(time=0)
    page.add_init_script("Math.random = () => 0.5")
    page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.route("**/follow.js", lambda route: route.fulfill(path=SCRIPT, content_type="text/javascript"))
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("why", ["gone", "rights"])
def test_a_page_is_loaded_again_after_a_random_part_of_eight_seconds(page, why):
    loads = []
    page.route_web_socket("**/ws*", lambda socket: socket.send(f'{{"type": "bye", "why": "{why}"}}'))
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    page.goto("http://hall.invalid/", wait_until="load")
    page.wait_for_function("window.closed_by || true")
    page.clock.run_for(3_900)
    assert len(loads) == 1
    with page.expect_navigation():
        page.clock.run_for(200)
