"""Settings of `script/server`: plain HTTP on this machine, mails and text messages written to files."""

import contextlib
import os
import secrets

from config.settings import *  # noqa: F403
from config.settings import ALLOWED_HOSTS, LOCAL_DIR, SITE_URL, SMS_BACKEND


def secret_key(name: str = "secret_key") -> str:
    """Return a key of this copy's own, made at random the first time. Several processes may ask at once: one wins."""
    path = LOCAL_DIR / name
    if not path.exists():
        LOCAL_DIR.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY") or secret_key()
SIGNATURE_KEY = os.environ.get("SIGNATURE_KEY") or secret_key("signature_key")
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Without TLS no browser would keep a cookie whose name says that it came over TLS.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(LOCAL_DIR / "mail")},
    }
}
SMS_BACKEND = "file"  # noqa: F811
SMS_FILE = LOCAL_DIR / "sms.log"
SHOW_HOUSE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
