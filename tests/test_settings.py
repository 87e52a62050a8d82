from dataclasses import fields

import pytest

from chalicelib.settings import SettingMissing, Settings, serves_web, settings, variable
from infra.template_parts import merge


def test_every_field_is_read_from_its_own_variable():
    environment = {variable(field.name): f"value of {field.name}" for field in fields(Settings)}
    read = settings(environment)
    assert all(getattr(read, field.name) == f"value of {field.name}" for field in fields(Settings))


def test_variables_are_named_after_their_field():
    assert variable("site_url") == "EARSHOT_SITE_URL"


def test_what_is_not_set_is_empty_and_other_variables_are_not_looked_at():
    assert settings({"TABLE": "x", "earshot_table": "x"}) == Settings()


def test_a_setting_that_is_needed_and_missing_names_its_variable():
    with pytest.raises(SettingMissing, match="EARSHOT_TABLE"):
        Settings().need("table")
    assert Settings(table="t").need("table") == "t"


def test_a_setting_nobody_knows_is_a_mistake_in_the_code():
    with pytest.raises(AttributeError):
        Settings().need("tabel")


@pytest.mark.parametrize(
    ("environment", "web"), [({}, True), ({"_HANDLER": "app.app"}, True), ({"_HANDLER": "app.email"}, False)]
)
def test_only_the_process_that_answers_http_serves_pages(environment, web):
    assert serves_web(environment) is web


def test_the_template_sets_variables_that_exist_and_none_is_never_set(pytestconfig):
    template = merge(pytestconfig.rootpath / "infra" / "template")
    functions = [
        template["Globals"]["Function"],
        *(one.get("Properties", {}) for one in template["Resources"].values()),
    ]
    environments = [one.get("Environment", {}).get("Variables", {}) for one in functions]
    given = {name for environment in environments for name in environment if name.startswith("EARSHOT_")}
    assert given == {variable(field.name) for field in fields(Settings)}
