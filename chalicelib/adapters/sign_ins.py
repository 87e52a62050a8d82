"""Cognito's sign-in pages and token endpoint behind ports.SignIns: the code flow with PKCE.

The ID token comes straight from the token endpoint over TLS, which vouches for it (OpenID Connect Core 1.0, section 3.1.3.7,
point 6): no signature is checked and no cryptography is packed. Sources: RFC 6749 section 4.1, RFC 7636,
https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
"""

import json
from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from chalicelib.domain.errors import Busy, Invalid

_SECONDS = 5
_LONGEST = 65_536
_UNTRUSTED = {"code": "not_good"}


@dataclass(frozen=True, slots=True)
class CognitoSignIns:
    """`url` is where the sign-in pages are, without a trailing slash; `client` is the app client's id."""

    url: str
    client: str

    def where(self, *, state: str, challenge: str, nonce: str, back_to: str) -> str:
        asked = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": back_to,
            "scope": "openid email",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{self.url}/oauth2/authorize?{urlencode(asked)}"

    def sign_out(self, back_to: str) -> str:
        """The address that ends the service's own session.

        Source: https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
        """
        return f"{self.url}/logout?{urlencode({'client_id': self.client, 'logout_uri': back_to})}"

    def redeem(self, code: str, *, verifier: str, back_to: str) -> Mapping[str, Any]:
        given = {
            "grant_type": "authorization_code",
            "client_id": self.client,
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": back_to,
        }
        return _claims(self._token(urlencode(given).encode()))

    def _token(self, form: bytes) -> str:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        request = Request(f"{self.url}/oauth2/token", data=form, headers=headers, method="POST")  # noqa: S310 -- the template's
        try:
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 -- same
                return str(json.loads(answer.read(_LONGEST))["id_token"])
        except HTTPError as error:
            if error.code < 500 and error.code != 429:
                raise Invalid(_UNTRUSTED) from error
            raise Busy(f"the token endpoint answered {error.code}") from error
        except (URLError, TimeoutError, ConnectionError) as error:
            raise Busy(f"the token endpoint: {error}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise Busy("the token endpoint answered with no token") from error


def _claims(token: str) -> Mapping[str, Any]:
    """The middle part of a JSON Web Token (RFC 7519)."""
    try:
        middle = token.split(".")[1]
        found = json.loads(urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (IndexError, ValueError, Error) as error:
        raise Invalid(_UNTRUSTED) from error
    if not isinstance(found, dict):
        raise Invalid(_UNTRUSTED)
    return found
