"""What the OIDC provider of the tests answers; the process around it is `server`."""

import json
import time
from typing import Any

from django.contrib.auth.views import LoginView
from django.urls import include, path
from jwcrypto import jwk, jwt
from oauth2_provider.oauth2_validators import OAuth2Validator

from tests.identity.people import PEOPLE, SHORT_S

urlpatterns = [path("login/", LoginView.as_view()), path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]


class Validator(OAuth2Validator):  # type: ignore[misc]
    """Puts the claims of a person into the token, whatever the scope; breaks the tokens that are to be broken."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, object]:
        return {name: value for name, value in PEOPLE[request.user.username].items() if value is not None}

    def get_id_token_dictionary(self, token: Any, token_handler: Any, request: Any) -> Any:
        claims, expires = super().get_id_token_dictionary(token, token_handler, request)
        wanted = PEOPLE[request.user.username]
        claims |= {name: value for name, value in wanted.items() if value is not None}
        if request.user.username == "short":
            claims["exp"] = int(time.time()) + SHORT_S
        return {name: value for name, value in claims.items() if wanted.get(name, "") is not None}, expires

    def finalize_id_token(self, id_token: Any, token: Any, token_handler: Any, request: Any) -> str:
        made = str(super().finalize_id_token(id_token, token, token_handler, request))
        if request.user.username != "forged":
            return made
        key = jwk.JWK.generate(kty="RSA", size=2048)  # right in everything but the signature
        header = {"typ": "JWT", "alg": "RS256", "kid": request.client.jwk_key.thumbprint()}
        again = jwt.JWT(header=json.dumps(header), claims=json.dumps(id_token, default=str))
        again.make_signed_token(key)
        return str(again.serialize())
