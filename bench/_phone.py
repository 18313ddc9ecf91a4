"""A phone with a slow line and a slow processor: what a page costs there, as the browser itself counts it.

Used by the tests (bytes, requests, shifts: the same each time) and by `script/bench phone` (times as well).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

SIZE = {"width": 360, "height": 740}
# Begins with the page: the largest paint, what moved by itself, the longest wait after a touch.
WATCH = """
  globalThis.seen = {lcp: 0, cls: 0, wait: 0};
  const watch = (type, tell, more) => new PerformanceObserver((list) => list.getEntries().forEach(tell))
    .observe({type, buffered: true, ...more});
  watch("largest-contentful-paint", (one) => { seen.lcp = one.startTime; });
  watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.cls += one.value; });
  watch("event", (one) => { if (one.interactionId) seen.wait = Math.max(seen.wait, one.duration); },
    {durationThreshold: 16});
"""


@dataclass(frozen=True)
class Profile:
    """A line (kb/s and ms of delay for each request) and how many times slower the processor is."""

    name: str
    kbits: int = 0
    delay: int = 0
    slower: int = 1


QUICK = Profile("1.6 Mb/s, 300 ms", 1_600, 300)
SLOW = Profile("400 kb/s, 400 ms", 400, 400)
WEAK = Profile("6 × slower processor", slower=6)
BARE = Profile("none")


@dataclass
class Cost:
    """What a visit cost: requests and bytes (as they came over the line, photos apart), and what was seen (ms)."""

    requests: int = 0
    bytes: int = 0
    html: int = 0
    lcp: float = 0
    cls: float = 0
    wait: float = 0
    asked: list[str] = field(default_factory=list)


def throttled(page, profile: Profile) -> Any:
    """Put a page on a line; return the line, which tells what comes over it."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    if profile.kbits:
        speed = profile.kbits * 1000 / 8
        told = {"offline": False, "latency": profile.delay, "downloadThroughput": speed, "uploadThroughput": speed / 2}
        line.send("Network.emulateNetworkConditions", told)
    if profile.slower > 1:
        line.send("Emulation.setCPUThrottlingRate", {"rate": profile.slower})
    return line


def visit(page, url: str, profile: Profile = BARE, *, touch: Iterable[str] = ()) -> Cost:
    """Open a page and wait until it is quiet; touch the first thing that `touch` selects and that is seen, and wait for
    the answer's paint.

    A photo that someone added is not the page's own weight, nor is a socket, nor what the phone fetches for later.
    """
    cost, kinds = Cost(), {}
    line = throttled(page, profile)

    def asked(told):
        kinds[told["requestId"]] = told.get("type", "")

    def came(told):
        if told["response"]["url"].startswith("http"):
            kinds[told["requestId"]] = told["type"]
            cost.asked.append(told["response"]["url"])

    def ended(told):
        kind = kinds.get(told["requestId"], "")
        if kind not in {"Image", "WebSocket", "Manifest", "Other", ""}:
            cost.requests += 1
            cost.bytes += told["encodedDataLength"]
            if kind == "Document":
                cost.html += told["encodedDataLength"]

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.responseReceived", came)
    line.on("Network.loadingFinished", ended)
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle")
    cost.cls = page.evaluate("seen.cls")  # what a touch opens moves by the hand that touched
    if found := next((one for one in touch if page.locator(f"{one}:visible").count()), ""):
        pressed = page.locator(f"{found}:visible").first
        pressed.scroll_into_view_if_needed()
        page.wait_for_timeout(400)  # she sees it before she presses it: what scrolling brings is laid out by then
        pressed.click()
        page.wait_for_timeout(400)
    seen = page.evaluate("seen")
    cost.lcp, cost.wait = seen["lcp"], seen["wait"]
    line.detach()
    return cost
