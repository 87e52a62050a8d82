"""What programs and browsers without cookies send to the deployed stack."""

import http.client
from contextlib import closing
from urllib.parse import urlsplit

FORM = "application/x-www-form-urlencoded"


def send(url, body, kind, **headers):
    """(status, headers, body) of a POST."""
    to = urlsplit(url)
    with closing(http.client.HTTPConnection(to.hostname, to.port, timeout=30)) as connection:
        connection.request("POST", to.path or "/", body, {"Content-Type": kind} | headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
