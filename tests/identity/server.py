"""A real OIDC provider for the tests: django-oauth-toolkit in its own process on loopback, with its own login form.

`python -m tests.identity.server PORT CALLBACK FOLDER` serves discovery, JWKS, authorization code with PKCE, RS256 tokens
and sign-out. Whatever it keeps is in FOLDER.
"""

import secrets
import sys
from pathlib import Path

import django
from django.conf import settings
from jwcrypto import jwk

from tests.identity.people import CLIENT_ID, CLIENT_SECRET, PASSWORD, PEOPLE

_LOGIN = """<!doctype html><title>Login</title><form method="post">{% csrf_token %}{{ form.as_p }}
<input type="hidden" name="next" value="{{ next }}"><button>Log in</button></form>"""


def configure(port: int, folder: Path) -> None:
    """Django with nothing but users, sessions and the provider."""
    settings.configure(
        SECRET_KEY=secrets.token_hex(32),
        DEBUG=False,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.identity.provider",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite")}},
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        SESSION_COOKIE_NAME="provider_session",  # cookies do not know ports: the app is on the same host
        CSRF_COOKIE_NAME="provider_csrf",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"registration/login.html": _LOGIN})]},
            }
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        LOGIN_URL="/login/",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o",
            "OIDC_RSA_PRIVATE_KEY": _key(),
            "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
            "OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT": False,
            "OAUTH2_VALIDATOR_CLASS": "tests.identity.provider.Validator",
            "SCOPES": {"openid": "", "email": "", "profile": ""},
            "PKCE_REQUIRED": True,
        },
    )  # fmt: skip


def _key() -> str:
    return str(jwk.JWK.generate(kty="RSA", size=2048).export_to_pem(private_key=True, password=None).decode())


def people(callback: str) -> None:
    """The tables, the people, and the app that they sign in to."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        User.objects.create_user(name, password=PASSWORD)
    Application.objects.create(
        name="chainmap", client_id=CLIENT_ID, client_secret=CLIENT_SECRET, redirect_uris=callback,
        post_logout_redirect_uris=callback, client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE, algorithm=Application.RS256_ALGORITHM,
        skip_authorization=True,
    )  # fmt: skip


def serve(port: int) -> None:
    """Answers on loopback until the process is ended."""
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    from django.core.wsgi import get_wsgi_application

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    make_server("127.0.0.1", port, get_wsgi_application(), Server, Quiet).serve_forever()


if __name__ == "__main__":
    configure(int(sys.argv[1]), Path(sys.argv[3]))
    django.setup()
    people(sys.argv[2])
    serve(int(sys.argv[1]))
