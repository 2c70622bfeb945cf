"""All settings, read once from the environment (or a ``.env`` file)."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from environs import Env

ROOT = Path(__file__).parent
WEAK_SECRETS = frozenset({"", "change-me", "changeme", "secret", "dev", "development"})


class ConfigurationError(Exception):
    """A setting is missing or unsafe; the message is one sentence for the person who starts the app."""


class Config:
    """Settings of one process; names follow Flask and its extensions where they have one."""

    TESTING = False

    def __init__(self) -> None:
        env = Env()
        env.read_env(str(ROOT / ".env"), recurse=False, override=False)
        self._read_site(env)
        self._read_secrets(env)
        self._read_services(env)
        self._read_mail(env)
        self._read_limits(env)
        self._set_web_defaults()

    def _read_site(self, env: Env) -> None:
        self.APP_ENV: str = env.str("APP_ENV", "production")
        self.DEBUG: bool = env.bool("FLASK_DEBUG", False)
        self.DEMO_MODE: bool = env.bool("DEMO_MODE", False)
        self.DEMO_MAILBOX: str = env.str("DEMO_MAILBOX", "")
        self.SITE_NAME: str = env.str("SITE_NAME", "NSWP Members")
        self.DISCREET_SITE_NAME: str = env.str("DISCREET_SITE_NAME", "Notebook")
        self.QUICK_EXIT_URL: str = env.str("QUICK_EXIT_URL", "/weather")
        self.BASE_URL: str = env.str("BASE_URL", "").rstrip("/")
        self.DISCREET_URL: str = env.str("DISCREET_URL", self.BASE_URL).rstrip("/")
        self.ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
        self.REPRESENTATIVES_DECIDE: bool = env.bool("REPRESENTATIVES_DECIDE", False)
        self.PROXY_HOPS: int = env.int("PROXY_HOPS", 0)
        self.SMALL_COUNT: int = env.int("SMALL_COUNT", 5)
        self.FIGURES_PERIOD: str = env.str("FIGURES_PERIOD", "quarter")
        self.FIELD_READS_MONTHS: int = env.int("FIELD_READS_MONTHS", 24)
        self.CONFIRM_AFTER_MONTHS: int = env.int("CONFIRM_AFTER_MONTHS", 12)
        self.CONFIRM_LINK_DAYS: int = env.int("CONFIRM_LINK_DAYS", 30)
        self.LADDER_DAYS: list[int] = env.list("LADDER_DAYS", [-60, -30, -7, 0, 14, 30], subcast=int)
        self.LADDER_HOUR: int = env.int("LADDER_HOUR", 9)
        self.LADDER_TIME_ZONE: str = env.str("LADDER_TIME_ZONE", "UTC")
        self.LADDER_BATCH: int = env.int("LADDER_BATCH", 100)
        self.RECOVERY_WAIT_DAYS: int = env.int("RECOVERY_WAIT_DAYS", 7)
        self.BOARD_TERM_YEARS: int = env.int("BOARD_TERM_YEARS", 2)
        self.COMPLAINT_ACKNOWLEDGE_DAYS: int = env.int("COMPLAINT_ACKNOWLEDGE_DAYS", 14)
        self.COMPLAINT_DECIDE_DAYS: int = env.int("COMPLAINT_DECIDE_DAYS", 90)
        self.COMPLAINT_APPEAL_DAYS: int = env.int("COMPLAINT_APPEAL_DAYS", 30)
        self.COMPLAINT_KEEP_DAYS: int = env.int("COMPLAINT_KEEP_DAYS", 730)

    def _read_limits(self, env: Env) -> None:
        self.APPLICATION_START_DAYS: int = env.int("APPLICATION_START_DAYS", 2)
        self.APPLICATION_DRAFT_DAYS: int = env.int("APPLICATION_DRAFT_DAYS", 30)
        self.APPLICATION_REMIND_DAYS: int = env.int("APPLICATION_REMIND_DAYS", 7)
        self.APPLICATION_KEPT_MONTHS: int = env.int("APPLICATION_KEPT_MONTHS", 6)
        self.ALLY_INDIVIDUALS: bool = env.bool("ALLY_INDIVIDUALS", False)
        self.ALLY_CONFIRM_DAYS: int = env.int("ALLY_CONFIRM_DAYS", 7)
        self.ALLY_KEPT_DAYS: int = env.int("ALLY_KEPT_DAYS", 180)
        self.ALLY_MAILS_AN_HOUR: int = env.int("ALLY_MAILS_AN_HOUR", 300)
        self.CODE_OF_CONDUCT_VERSION: str = env.str("CODE_OF_CONDUCT_VERSION", "1")
        self.BULK_MOST: int = env.int("BULK_MOST", 200)
        self.EXPORT_ROWS: int = env.int("EXPORT_ROWS", 5000)
        self.EXPORT_ROWS_A_DAY: int = env.int("EXPORT_ROWS_A_DAY", 10_000)
        self.EXPORT_ROWS_A_DAY_FOR_MEMBERS: int = env.int("EXPORT_ROWS_A_DAY_FOR_MEMBERS", 1000)
        self.EXPORT_DOWNLOADS: int = env.int("EXPORT_DOWNLOADS", 2)
        self.EXPORT_LIFETIME: timedelta = timedelta(hours=env.int("EXPORT_HOURS", 24))
        self.EXPORT_STALLED_SECONDS: float = env.float("EXPORT_STALLED_SECONDS", 180.0)
        self.EXPORT_SWEEP_SECONDS: float = env.float("EXPORT_SWEEP_SECONDS", 30.0)

    def _read_secrets(self, env: Env) -> None:
        self.SECRET_KEY: str = env.str("SECRET_KEY", "")
        self.FIELD_KEYS: list[str] = env.list("FIELD_KEYS", [])
        self.LOOKUP_KEY: str = env.str("LOOKUP_KEY", "")

    def _read_services(self, env: Env) -> None:
        self.SQLALCHEMY_DATABASE_URI: str = psycopg_url(env.str("DATABASE_URL", ""))
        self.SQLALCHEMY_ENGINE_OPTIONS: dict[str, Any] = {
            "pool_pre_ping": True,
            "hide_parameters": True,
        }
        self.REDIS_URL: str = env.str("REDIS_URL", "")

    def _read_mail(self, env: Env) -> None:
        self.MAIL_SERVER: str = env.str("MAIL_SERVER", "127.0.0.1")
        self.MAIL_PORT: int = env.int("MAIL_PORT", 25)
        self.MAIL_USE_TLS: bool = env.bool("MAIL_USE_TLS", False)
        self.MAIL_USE_SSL: bool = env.bool("MAIL_USE_SSL", False)
        self.MAIL_USERNAME: str | None = env.str("MAIL_USERNAME", None)
        self.MAIL_PASSWORD: str | None = env.str("MAIL_PASSWORD", None)
        self.MAIL_SUPPRESS_SEND: bool = False
        self.MAIL_DEBUG: int = 0
        self.MAIL_SENDER_NAME: str = env.str("MAIL_SENDER_NAME", "")
        self.MAIL_SENDER_ADDRESS: str = env.str("MAIL_SENDER_ADDRESS", "office@example.org")
        self.MAIL_TIMEOUT_SECONDS: float = env.float("MAIL_TIMEOUT_SECONDS", 20.0)
        self.MAIL_AFTER_DATA_TIMEOUT_SECONDS: float = env.float("MAIL_AFTER_DATA_TIMEOUT_SECONDS", 600.0)
        self.MAIL_DISCREET_NAME: str = env.str("MAIL_DISCREET_NAME", "")
        self.MAIL_DISCREET_ADDRESS: str = env.str("MAIL_DISCREET_ADDRESS", self.MAIL_SENDER_ADDRESS)
        self.NOTICE_BATCH_SIZE: int = env.int("NOTICE_BATCH_SIZE", 100)
        self.NOTICE_LEASE_SECONDS: float = env.float("NOTICE_LEASE_SECONDS", 900.0)
        self.NOTICE_SWEEP_SECONDS: float = env.float("NOTICE_SWEEP_SECONDS", 30.0)
        self.NOTICE_RETRY_SECONDS: list[float] = env.list(
            "NOTICE_RETRY_SECONDS", [60.0, 300.0, 900.0, 3600.0, 10800.0], subcast=float
        )
        self.NOTICE_GIVE_UP_SECONDS: float = env.float("NOTICE_GIVE_UP_SECONDS", 48 * 3600.0)

    def _set_web_defaults(self) -> None:
        https = self.BASE_URL.startswith("https://")
        self.SESSION_TYPE = "redis"
        self.SESSION_KEY_PREFIX = "web:"
        self.SESSION_ID_LENGTH = 32
        self.SESSION_COOKIE_NAME = "__Host-visit" if https else "visit"
        self.SESSION_COOKIE_SECURE = https
        self.SESSION_COOKIE_HTTPONLY = True
        self.SESSION_COOKIE_SAMESITE = "Lax"
        self.PERMANENT_SESSION_LIFETIME = timedelta(hours=12)
        self.STAFF_IDLE = timedelta(minutes=30)
        self.STAFF_LIFETIME = timedelta(hours=8)
        self.MEMBER_IDLE = timedelta(hours=2)
        self.MEMBER_LIFETIME = timedelta(hours=12)
        self.INVITATION_LIFETIME = timedelta(days=30)
        self.RESET_LIFETIME = timedelta(minutes=30)
        self.MAX_CONTENT_LENGTH = 21 * 1024 * 1024
        self.MAX_FORM_MEMORY_SIZE = 1024 * 1024
        self.MAX_FORM_PARTS = 500
        self.WTF_CSRF_TIME_LIMIT = None
        self.RATELIMIT_STORAGE_URI = self.REDIS_URL
        self.RATELIMIT_IN_MEMORY_FALLBACK_ENABLED = True
        self.RATELIMIT_HEADERS_ENABLED = False
        self.BABEL_DEFAULT_LOCALE = "en"
        self.BABEL_DEFAULT_TIMEZONE = "UTC"
        self.PAGE_SIZE = 25

    @property
    def celery(self) -> dict[str, Any]:
        """Celery's settings: ids only on the wire, no results, short publish retry.

        Tasks are acknowledged early: what is to be done stands in the database, where a sweep finds it again. A
        late acknowledgement would add nothing and ends the whole worker of kombu 5.7.0 when Redis goes away.
        """
        return {
            "broker_url": self.REDIS_URL,
            "result_backend": None,
            "task_ignore_result": True,
            "task_acks_late": False,
            "worker_prefetch_multiplier": 1,
            "task_serializer": "json",
            "accept_content": ["json"],
            "task_time_limit": 1800,
            "task_soft_time_limit": 1740,
            "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0.1, "interval_step": 0.1},
            "broker_transport_options": {
                "visibility_timeout": 3600,
                "socket_timeout": 10,
                "socket_connect_timeout": 3,
            },
            "broker_connection_retry_on_startup": True,
            "worker_hijack_root_logger": False,
            "worker_send_task_events": False,
            "worker_cancel_long_running_tasks_on_connection_loss": True,
            "timezone": "UTC",
            "enable_utc": True,
        }

    def check(self) -> None:
        """Raise `ConfigurationError` with one sentence for the first setting that must not go live."""
        for name in ("SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEY", "BASE_URL", "REDIS_URL"):
            if not getattr(self, name):
                raise ConfigurationError(f"{name} is not set: write it into the environment or into .env.")
        if not self.SQLALCHEMY_DATABASE_URI:
            raise ConfigurationError("DATABASE_URL is not set: it names the PostgreSQL database to use.")
        if not self.QUICK_EXIT_URL.startswith(("https://", "/")):
            raise ConfigurationError("QUICK_EXIT_URL must be a path of this site or begin with https://.")
        if self.APP_ENV not in ("production", "development"):
            raise ConfigurationError("APP_ENV must be 'production' or 'development'.")
        if self.SMALL_COUNT < 3:
            raise ConfigurationError("SMALL_COUNT must be at least 3: smaller numbers tell of single organisations.")
        if self.FIGURES_PERIOD not in ("quarter", "month"):
            raise ConfigurationError("FIGURES_PERIOD must be 'quarter' or 'month'.")
        self._check_rhythm()
        if self.ALLY_CONFIRM_DAYS < 3 or self.ALLY_KEPT_DAYS < 1 or self.ALLY_MAILS_AN_HOUR < 1:
            raise ConfigurationError("ALLY_CONFIRM_DAYS must be at least 3, ALLY_KEPT_DAYS and _MAILS_AN_HOUR 1.")
        if self.APP_ENV == "production":
            self._check_production()

    def _check_rhythm(self) -> None:
        if self.CONFIRM_AFTER_MONTHS < 1 or self.CONFIRM_LINK_DAYS < 1:
            raise ConfigurationError("CONFIRM_AFTER_MONTHS and CONFIRM_LINK_DAYS must be at least 1.")
        days = self.LADDER_DAYS
        if not days or days != sorted(set(days)) or days[-1] < 0 or abs(days[0]) > 180 or days[-1] > 180:
            raise ConfigurationError("LADDER_DAYS must rise and end at 0 or later, no more than 180 days away.")
        if self.LADDER_HOUR not in range(24) or self.LADDER_BATCH < 1:
            raise ConfigurationError("LADDER_HOUR must be 0 to 23, LADDER_BATCH at least 1.")
        if self.LADDER_TIME_ZONE not in available_timezones():
            raise ConfigurationError("LADDER_TIME_ZONE must be the name of a time zone, such as Africa/Nairobi.")
        if not 1 <= self.BOARD_TERM_YEARS <= 10:
            raise ConfigurationError("BOARD_TERM_YEARS must be from 1 to 10: the years of a full term on the Board.")
        if not 0 < self.APPLICATION_REMIND_DAYS < self.APPLICATION_DRAFT_DAYS or self.APPLICATION_START_DAYS < 1:
            raise ConfigurationError("APPLICATION_REMIND_DAYS must be at least 1 and less than APPLICATION_DRAFT_DAYS.")
        if self.APPLICATION_KEPT_MONTHS < 1:
            raise ConfigurationError("APPLICATION_KEPT_MONTHS must be at least 1: applicants may want to answer.")
        if self.RECOVERY_WAIT_DAYS < 1:
            raise ConfigurationError("RECOVERY_WAIT_DAYS must be at least 1: nobody could object in less time.")
        spans = (
            "COMPLAINT_ACKNOWLEDGE_DAYS",
            "COMPLAINT_DECIDE_DAYS",
            "COMPLAINT_APPEAL_DAYS",
            "COMPLAINT_KEEP_DAYS",
        )
        if any(getattr(self, name) < 1 for name in spans):
            raise ConfigurationError("COMPLAINT_ACKNOWLEDGE_DAYS, _DECIDE_DAYS, _APPEAL_DAYS, _KEEP_DAYS: at least 1.")

    def _check_production(self) -> None:
        if self.SECRET_KEY.lower() in WEAK_SECRETS or len(self.SECRET_KEY) < 32:
            raise ConfigurationError("SECRET_KEY is a default or too short: set at least 32 random characters.")
        if self.LOOKUP_KEY.lower() in WEAK_SECRETS or len(self.LOOKUP_KEY) < 32:
            raise ConfigurationError("LOOKUP_KEY is a default or too short: set at least 32 random characters.")
        if self.DEBUG:
            raise ConfigurationError("FLASK_DEBUG is on: production never runs with the debugger.")
        if self.DEMO_MODE:
            raise ConfigurationError("DEMO_MODE is on: production never shows demo data or the demo mailbox.")
        if not self.BASE_URL.startswith("https://"):
            raise ConfigurationError("BASE_URL must begin with https:// in production.")


class TestConfig(Config):
    """Settings of the test suite; the fixtures set the addresses of the throw-away services."""

    __test__ = False
    TESTING = True

    def __init__(self, **overrides: Any) -> None:
        super().__init__()
        self.APP_ENV = "development"
        self.DEMO_MODE = False
        self.BASE_URL = "http://localhost"
        self.SECRET_KEY = "test-" * 8
        self.LOOKUP_KEY = "look-" * 8
        self.FIELD_KEYS = ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="]
        self.WTF_CSRF_ENABLED = False
        self.NOTICE_RETRY_SECONDS = [1.0, 1.0, 2.0]
        vars(self).update(overrides)
        self._set_web_defaults()
        vars(self).update({"DISCREET_URL": overrides.get("BASE_URL", self.BASE_URL), **overrides})


def psycopg_url(url: str) -> str:
    """Return a PostgreSQL address in the form that names the psycopg 3 driver."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
