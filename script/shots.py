#!/usr/bin/env python
"""Take pictures of pages of a running server, to look at them: .local/shots/<name>-<language>-<width>[-dark].png

    script/shots.py / /spaces/anza/ --langs ar,fr --widths 360,1280 --dark
    script/shots.py /inbox/ --as 0600000001   # signed in: a phone number or e-mail address of a demo account

Paths are without the language. `--base` is the server address, http://localhost:8000 by default. `--no-js` turns
scripts off, `--zoom 4` enlarges, `--print` shows the page as printed. Console errors and failed requests are printed.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / ".local/shots"


def browser_path() -> str:
    """Return the path of the machine's Chromium."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("shots: no chromium on this machine.")
    return found


def session_of(contact: str) -> dict[str, str]:
    """Return the session cookie of a demo account, made by the project's own management command."""
    code = (
        "from importlib import import_module; from django.conf import settings; from django.db.models import Q;"
        "from django.contrib.auth import *; from accounts.models import User;"
        f"u=User.objects.get(Q(email={contact!r})|Q(phone={contact!r})|Q(display_name={contact!r}));"
        "s=import_module(settings.SESSION_ENGINE).SessionStore();"
        "s[SESSION_KEY]=str(u.pk); s[BACKEND_SESSION_KEY]=settings.AUTHENTICATION_BACKENDS[1];"
        "s[HASH_SESSION_KEY]=u.get_session_auth_hash(); s.save(); print('session', s.session_key)"
    )
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "shell", "-v0", "-c", code],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    keys = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("session ")]
    if not keys:
        raise SystemExit(f"shots: no session for {contact}:\n{done.stderr[-1500:]}")
    return {"name": "sessionid", "value": keys[0]}


def take(page, url: str, target: Path, *, full: bool) -> None:
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=str(target), full_page=full)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        print(f"  wider than the screen by {overflow} px: {url}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("paths", nargs="+")
    ask.add_argument("--base", default="http://localhost:8000")
    ask.add_argument("--langs", default="ar,fr")
    ask.add_argument("--widths", default="360,1280")
    ask.add_argument("--dark", action="store_true", help="dark pictures too")
    ask.add_argument("--as", dest="contact", help="phone, e-mail or shown name of an account")
    ask.add_argument("--no-js", action="store_true")
    ask.add_argument("--print", dest="paper", action="store_true")
    ask.add_argument("--screen", action="store_true", help="the first screen only")
    ask.add_argument("--zoom", type=float, default=1)
    said = ask.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    cookie = session_of(said.contact) if said.contact else None
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
        for scheme in ["light", "dark"] if said.dark else ["light"]:
            for width in (int(width) for width in said.widths.split(",")):
                context = browser.new_context(
                    viewport={"width": int(width / said.zoom), "height": int((760 if width < 700 else 900) / said.zoom)},  # noqa: E501
                    device_scale_factor=said.zoom if said.zoom > 1 else 1,
                    color_scheme=scheme, java_script_enabled=not said.no_js,
                )  # fmt: skip
                if cookie:
                    context.add_cookies([cookie | {"url": said.base}])
                page = context.new_page()
                page.on("console", lambda line: line.type in {"error", "warning"} and print("  console:", line.text))
                page.on("response", lambda got: got.status >= 400 and print(f"  {got.status} {got.url}"))
                if said.paper:
                    page.emulate_media(media="print")
                for lang in said.langs.split(","):
                    for path in said.paths:
                        name = path.strip("/").replace("/", "_").replace("?", "_") or "home"
                        dark = "-dark" if scheme == "dark" else ""
                        target = OUT / f"{name}-{lang}-{width}{dark}.png"
                        url = f"{said.base}/{lang}/{path.lstrip('/')}"
                        if said.no_js:
                            page.goto(url)
                            page.screenshot(path=str(target), full_page=not said.screen)
                        else:
                            take(page, url, target, full=not said.screen)
                        print(target.relative_to(ROOT))
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
