"""A browser as far as the staff's pages need one: it keeps cookies, and signs in."""

import re


class Browser:
    """Keeps cookies as a browser does."""

    def __init__(self, house) -> None:
        self.house, self.jar = house, {}

    def get(self, path, **headers):
        return self.kept(self.house.get(path, cookie=self.cookies, **headers))

    def post(self, path, fields, **headers):
        return self.kept(self.house.post(path, fields, cookie=self.cookies, **headers))

    def sign_in(self, next_path="/staff/me"):
        left = self.get(f"/staff/sign-in?next={next_path}").headers["Location"]
        state = left.rpartition("state=")[2]
        return self.get(f"/staff/arrive?code=c1&state={state}")

    @property
    def cookies(self):
        return "; ".join(f"{name}={value}" for name, value in self.jar.items())

    def kept(self, answer):
        told = answer.headers.get("Set-Cookie", [])
        for line in [told] if isinstance(told, str) else told:
            name, _, value = line.partition(";")[0].partition("=")
            self.jar[name] = value
            if "Max-Age=0" in line:
                del self.jar[name]
        return answer

    def form(self, path):
        """The token that the forms of that page carry."""
        return re.search(r'name="csrf" value="([^"]+)"', self.get(path).body.decode())[1]
