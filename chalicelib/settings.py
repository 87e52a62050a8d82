"""The only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields


class SettingMissing(RuntimeError):
    """A function was deployed without a variable it needs."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One field a variable: `table` is read from EARSHOT_TABLE. Empty means not configured."""

    stage: str = ""
    table: str = ""
    bucket: str = ""
    notifications_queue: str = ""
    pages_queue: str = ""
    escalations_queue: str = ""
    email_queue: str = ""
    bus: str = ""
    mail_domain: str = ""
    sms_number: str = ""
    configuration_set: str = ""
    signing_key: str = ""
    site_url: str = ""
    malware_scan: str = ""
    upload_url: str = ""
    watched_queues: str = ""
    sign_in_url: str = ""
    sign_in_client: str = ""
    sign_in_issuer: str = ""

    @property
    def scans_files(self) -> bool:
        """Whether files wait for a verdict of GuardDuty Malware Protection before anybody gets them."""
        return self.malware_scan == "on"

    def need(self, name: str) -> str:
        """The field's value; raises SettingMissing naming the variable when it is empty."""
        value = str(getattr(self, name))
        if not value:
            raise SettingMissing(f"set {variable(name)} on this function (see infra/template/functions.yaml)")
        return value


def variable(name: str) -> str:
    """The environment variable of a field."""
    return f"EARSHOT_{name.upper()}"


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """From the process's environment, or the one given."""
    source = os.environ if environment is None else environment
    return Settings(**{field.name: source.get(variable(field.name), "") for field in fields(Settings)})


def serves_web(environment: Mapping[str, str] | None = None) -> bool:
    """Whether this process answers HTTP. Lambda names the handler it will call in `_HANDLER`; Chalice's own is `app.app`.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html (defined runtime variables)
    """
    source = os.environ if environment is None else environment
    return source.get("_HANDLER", "app.app") == "app.app"
