"""Settings of `script/server`: plain HTTP on this machine, mails and text messages written to files."""

from config.settings import *  # noqa: F403
from config.settings import LOCAL_DIR, SMS_BACKEND

DEBUG = False
SECRET_KEY = "development-only-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = ["http://localhost:8000", "http://127.0.0.1:8000"]
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
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
