"""Settings of Agraw, read once from the environment. The defaults are safe: no debugging, no secret, no host."""

import os
from pathlib import Path

from django.utils.csp import CSP

from config import geo_libraries
from config.databases import databases
from config.enum_names import ENUM_NAMES
from config.languages import LANGUAGES as AGRAW_LANGUAGES
from config.logging import logging_to

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = Path(os.environ.get("AGRAW_LOCAL_DIR", BASE_DIR / ".local"))

# --- What an operator sets (docs/operations.md lists every one) ---
SECRET_KEY = os.environ.get("SECRET_KEY", "")
# The key of signatures (petitions.secrets): kept outside the database, and apart from SECRET_KEY, which may change.
SIGNATURE_KEY = os.environ.get("SIGNATURE_KEY", "")
PETITION_FORMS_DIR = os.environ.get("PETITION_FORMS_DIR", "")  # the decree's form in place of ours (petitions.printing)
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
REDIS_URL = os.environ.get("REDIS_URL", "")
LIVE_BUS = "redis" if REDIS_URL else "postgresql"  # what carries the bell between processes (docs/live.md)
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))
# Numbers of the CNDP's receipts and authorisations by purpose of the register: "account=D-12/2026,petitions=A-3/2026".
CNDP_RECEIPTS = dict(
    pair.strip().split("=", 1) for pair in os.environ.get("CNDP_RECEIPTS", "").split(",") if "=" in pair
)
SMS_BACKEND = os.environ.get("SMS_BACKEND", "console")
SMS_HTTP_URL = os.environ.get("SMS_HTTP_URL", "")
SMS_HTTP_TOKEN = os.environ.get("SMS_HTTP_TOKEN", "")
SMS_FILE = Path(os.environ.get("SMS_FILE", LOCAL_DIR / "sms.log"))  # where SMS_BACKEND=file writes
# WhatsApp (docs/doors.md): `cloud` is its Cloud API, or what speaks like it; WHATSAPP_TEMPLATE as `name@ar`.
WHATSAPP_BACKEND = os.environ.get("WHATSAPP_BACKEND", "none")
WHATSAPP_URL = os.environ.get("WHATSAPP_URL", "")
WHATSAPP_TOKEN = os.environ.get("WHATSAPP_TOKEN", "")
WHATSAPP_TEMPLATE = os.environ.get("WHATSAPP_TEMPLATE", "")
# Text messages that people send us: without its secret a door is shut (docs/doors.md).
SMS_DOOR_SECRET = os.environ.get("SMS_DOOR_SECRET", "")
WHATSAPP_DOOR_SECRET = os.environ.get("WHATSAPP_DOOR_SECRET", "")  # of the app: it signs what WhatsApp sends us
WHATSAPP_DOOR_TOKEN = os.environ.get("WHATSAPP_DOOR_TOKEN", "")  # what WhatsApp repeats when the door is set up
DOOR_NETWORKS = [
    one for one in os.environ.get("DOOR_NETWORKS", "").split(",") if one
]  # whence they may come; empty: any
DOOR_REPLIES_PER_SENDER = int(os.environ.get("DOOR_REPLIES_PER_SENDER", "5"))  # an hour
DOOR_REPLIES_A_DAY = int(os.environ.get("DOOR_REPLIES_A_DAY", "100"))  # all together, within SMS_DAILY_CAP
# Desks that write for people without a phone (docs/desks.md).
DESK_REGISTRATIONS_A_DAY = int(os.environ.get("DESK_REGISTRATIONS_A_DAY", "40"))  # of one agent
DESK_ACTS_A_DAY = int(os.environ.get("DESK_ACTS_A_DAY", "120"))  # of one agent
SMS_DAILY_CAP = int(os.environ.get("SMS_DAILY_CAP", "500"))  # messages a day, all together
SMS_PERSON_DAILY_CAP = int(os.environ.get("SMS_PERSON_DAILY_CAP", "3"))  # pieces of news to one number in a day
# Web push (docs/notices.md): `manage.py make_push_keys` makes the key; without one, nobody is offered notifications.
VAPID_PRIVATE_KEY = os.environ.get("VAPID_PRIVATE_KEY", "")
VAPID_CONTACT = os.environ.get("VAPID_CONTACT", "")  # mailto: or https: address of whoever answers for this site
PUSH_HOSTS = os.environ.get(
    "PUSH_HOSTS", "fcm.googleapis.com,*.push.services.mozilla.com,*.notify.windows.com,web.push.apple.com"
).split(",")  # the only hosts that a browser's subscription may name
MAP_TILES_URL = os.environ.get("MAP_TILES_URL", "")  # {z}/{x}/{y} template of a basemap; empty: our own boundaries only
MAP_TILES_CREDIT = os.environ.get("MAP_TILES_CREDIT", "")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Agraw <agraw@localhost>")

LOG_FORMAT = os.environ.get("LOG_FORMAT", "line")  # line, or json: an object a line for programs that gather logs
LOG_REQUESTS = os.environ.get("LOG_REQUESTS", "") == "1"  # a line for each request: its route and time, no address
SLOW_QUERY_MS = int(os.environ.get("SLOW_QUERY_MS", "0"))  # longer questions to the database are told; 0: none
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")  # opens /metrics from elsewhere; empty: from this machine alone
BACKUP_STAMP = os.environ.get("BACKUP_STAMP", "")  # the file that is touched when a backup has ended well
SHOW_HOUSE = os.environ.get("SHOW_HOUSE", "") == "1"  # the page of the components, for those who build

globals().update(geo_libraries.find())

DATABASES = databases()
DATABASE_ROUTERS = ["core.replica.Router"] if "replica" in DATABASES else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "core.apps.CoreConfig",
    "territories.apps.TerritoriesConfig",
    "accounts.apps.AccountsConfig",
    "notices.apps.NoticesConfig",
    "councils.apps.CouncilsConfig",
    "spaces.apps.SpacesConfig",
    "moderation.apps.ModerationConfig",
    "debates.apps.DebatesConfig",
    "needs.apps.NeedsConfig",
    "consultations.apps.ConsultationsConfig",
    "petitions.apps.PetitionsConfig",
    "mediation.apps.MediationConfig",
    "networks.apps.NetworksConfig",
    "events.apps.EventsConfig",
    "calls.apps.CallsConfig",
    "training.apps.TrainingConfig",
    "resources.apps.ResourcesConfig",
    "plain.apps.PlainConfig",
    "assemblies.apps.AssembliesConfig",
    "plans.apps.PlansConfig",
    "deliberations.apps.DeliberationsConfig",
    "presidency.apps.PresidencyConfig",
    "equality.apps.EqualityConfig",
    "programmes.apps.ProgrammesConfig",
    "observatory.apps.ObservatoryConfig",
    "search.apps.SearchConfig",
    "opendata.apps.OpendataConfig",
    "rules.apps.AutodiscoverRulesConfig",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "config.apps.StaticConfig",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "channels",
]

MIDDLEWARE = [
    "config.middleware.room",
    "django.middleware.security.SecurityMiddleware",
    "config.static.StaticFiles",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "config.middleware.headers",
    "django.middleware.gzip.GZipMiddleware",
    "config.keeping.keeping",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.without_nul",
    "config.middleware.route",
    "config.middleware.language",
    "config.letters.amazigh",
    "core.problems.speak_json",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.Authentication",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SecondFactor",
    "accounts.middleware.Suspended",
    "config.middleware.refusals",
    "core.replica.middleware",
    "core.cached.keeping",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.page",
            ],
        },
    }
]

# --- People ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["phone", "email", "display_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PHONE_COUNTRIES = os.environ.get("PHONE_COUNTRIES", "MA").split(",")  # where text messages may be sent (ISO 3166)
CODE_MINUTES = 10  # life of a one-time code (ASVS 5.0, 6.5.5)
CODE_TRIES = 5
CODE_SENDS_PER_CONTACT = 3  # an hour
CODE_SENDS_PER_NETWORK = int(
    os.environ.get("CODE_SENDS_PER_NETWORK", "60")
)  # an hour; a workshop shares one connection
# Signatures of one petition; what comes faster is held for a person to look at (petitions.rates).
SIGNATURES_PER_NETWORK = int(os.environ.get("SIGNATURES_PER_NETWORK", "60"))  # in ten minutes; offices share a network
SIGNATURES_PER_PETITION = int(os.environ.get("SIGNATURES_PER_PETITION", "3000"))  # a minute
SIGNING_MEMORY = 1.0  # seconds for which a petition that was read to be signed is remembered (petitions.views.signing)
SIGNATURE_DAYS = int(os.environ.get("SIGNATURE_DAYS", "365"))  # what a list needs is kept after a petition has ended
# Days in which figures are seen by their council alone, before everyone.
OBSERVATORY_PREVIEW_DAYS = int(os.environ.get("OBSERVATORY_PREVIEW_DAYS", "7"))
# Callables that tell whether a person's office needs a second factor: each floor has its say.
SECOND_FACTOR_RULES = ["accounts.rules.is_staff", "config.offices.holds_an_office"]
SECOND_FACTOR_ENFORCED = True
STEP_UP_ENFORCED = True  # acts that bind others ask "is it still you?" (accounts.fresh.step_up)
STEP_UP_SECONDS = 3600  # for which the answer holds

# django-allauth holds the stages of the door, the second factor and the sessions; the pages and the codes are ours.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "email", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}
ACCOUNT_FORMS = {
    "change_password": "accounts.door_forms.ChangePasswordForm",
    "reauthenticate": "accounts.door_forms.PasswordForm",
    "set_password": "accounts.door_forms.SetPasswordForm",
}
MFA_FORMS = {
    "activate_totp": "accounts.door_forms.ActivateTOTPForm",
    "add_webauthn": "accounts.door_forms.AddWebAuthnForm",
    "authenticate": "accounts.door_forms.AuthenticateForm",
    "edit_webauthn": "accounts.door_forms.EditWebAuthnForm",
    "reauthenticate": "accounts.door_forms.ReauthenticateForm",
}
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Agraw"
MFA_TOTP_TOLERANCE = 1

# --- Languages ---
LANGUAGES = AGRAW_LANGUAGES
LANGUAGE_CODE = "ar"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = False  # the page remembers a language link that was followed
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
NUMBER_GROUPING = 3  # where no language is active too, as when migrations are written
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"
# A number in a template is written as it is: most are keys, in addresses, names and values of forms. Those that people
# read are grouped by `|number`.
USE_THOUSAND_SEPARATOR = False

# --- Files ---
STATIC_URL = "/static/"
STATIC_ROOT = LOCAL_DIR / "static"
STATIC_SHARED = os.environ.get("STATIC_SHARED", "")  # the files of all releases that serve now (config/static.py)
STATICFILES_DIRS = [BASE_DIR / "static", LOCAL_DIR / "assets"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", LOCAL_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "core.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes of a form, files apart
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# --- Mail: the outbox sends it from the worker ---
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": os.environ.get("MAIL_HOST", "localhost"),
            "port": int(os.environ.get("MAIL_PORT", "587")),
            "username": os.environ.get("MAIL_USER", ""),
            "password": os.environ.get("MAIL_PASSWORD", ""),
            "use_tls": os.environ.get("MAIL_TLS", "1") == "1",
            "timeout": 20,  # seconds: well below the ten minutes after which the outbox gives a sending up
        },
    }
}

TRUST_OWN_CLOCK = False  # what ends at a moment ends when the database's clock says so too (core.moments)

# --- Tasks: `manage.py procrastinate worker` runs them; sync tasks run in threads, one database connection each ---
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4, "delete_jobs": "successful", "shutdown_graceful_timeout": 30}
PROCRASTINATE_ON_APP_READY = "core.again.settle"

# --- Security ---
SESSION_ENGINE = "accounts.sessions"
# By these names a browser takes a cookie from this very host alone, over TLS (ASVS 5.0, 3.3.1 and 3.3.3).
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 24 * 3600
STAFF_SESSION_AGE = 12 * 3600  # of those whose office needs a second factor
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:", "blob:"] + ([MAP_TILES_URL.split("{")[0]] if MAP_TILES_URL else []),
    "media-src": [CSP.SELF, "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}

# --- API ---
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["core.permissions.Denied"],  # each view names its own: closed by default
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "core.pagination.Pages",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.parsers.JSON", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
        "accounts.throttling.TokenThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "120/min", "user": "300/min", "token": "120/min"},
    "EXCEPTION_HANDLER": "core.problems.problem",
    "PAGE_SIZE": 20,
    "NUM_PROXIES": TRUSTED_PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Agraw",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "core.schema.add_problems",
        "opendata.schema.add_files",
    ],
    "ENUM_NAME_OVERRIDES": ENUM_NAMES,  # config/enum_names.py
}

# Codes are counted in the database. What the cache counts (wrong passwords, API calls) is counted by the one process
# that serves pages, or by Redis when there are several.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "core.enduring.EnduringCache", "LOCATION": REDIS_URL}}

LOGGING = logging_to(LOG_FORMAT)
