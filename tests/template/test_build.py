import zipfile

import pytest

from infra.build import runs_lambdas_code
from infra.template_parts import BuildFailed, check, merge
from infra.up import ROOT


def parts(tmp_path, **files):
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    return merge(tmp_path)


def function(**properties):
    return {"Type": "AWS::Serverless::Function", "Properties": properties}


def test_parts_are_merged_section_by_section(tmp_path):
    merged = parts(tmp_path, a="Resources: {A: {Type: X}}", b="Resources: {B: {Type: Y}}\nDescription: both")
    assert merged["Resources"] == {"A": {"Type": "X"}, "B": {"Type": "Y"}}
    assert merged["Description"] == "both"


def test_a_name_in_two_parts_is_refused(tmp_path):
    with pytest.raises(BuildFailed, match=r"b\.yaml: Resources\.A"):
        parts(tmp_path, a="Resources: {A: {Type: X}}", b="Resources: {A: {Type: Y}}")


def test_a_name_twice_in_one_part_is_refused(tmp_path):
    with pytest.raises(BuildFailed, match="A is written twice"):
        parts(tmp_path, a="Resources:\n  A: {Type: X}\n  A: {Type: Y}")


def test_short_forms_become_what_json_has(tmp_path):
    merged = parts(tmp_path, a="R: {a: !Ref A, b: !GetAtt B.C.D, c: !Sub '${E}', d: !If [F, !Ref G, 1]}")
    assert merged["R"] == {
        "a": {"Ref": "A"},
        "b": {"Fn::GetAtt": ["B", "C.D"]},
        "c": {"Fn::Sub": "${E}"},
        "d": {"Fn::If": ["F", {"Ref": "G"}, 1]},
    }


def test_a_function_that_the_application_does_not_have_is_refused():
    with pytest.raises(BuildFailed, match="does not have: Fax"):
        check({"Resources": {"Fax": {"Properties": {}}}}, {"Resources": {"Fax": {}}})


def test_a_function_that_the_template_says_nothing_about_is_refused():
    with pytest.raises(BuildFailed, match="says nothing about: Fax"):
        check({"Resources": {"Fax": function()}}, {"Resources": {}})


def test_a_stand_in_for_a_queue_is_never_deployed():
    left = {"Fax": {"Type": "SQS", "Properties": {"Queue": "arn:aws:sqs:us-east-1:000000000000:fax"}}}
    with pytest.raises(BuildFailed, match="placeholder left"):
        check({"Resources": {"Fax": function(Events=left)}}, {"Resources": {"Fax": {}}})


def test_an_event_source_by_another_name_is_refused():
    source = {"Typo": {"Properties": {"BatchSize": 1}}}
    with pytest.raises(BuildFailed, match="event source Typo"):
        check({"Resources": {"Fax": function(Events=source)}}, {"Resources": {"Fax": {}}})


def test_the_zip_holds_the_application_its_pages_and_its_dependencies_alone(package):
    with zipfile.ZipFile(package.zip) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert {"app.py", "chalice/app.py", "chalicelib/__init__.py"} <= set(names)
    ours = {str(path.relative_to(ROOT)) for path in (ROOT / "chalicelib").rglob("*") if path.is_file()}
    assert {name for name in ours if "__pycache__" not in name} == {
        name for name in names if name.startswith("chalicelib/")
    }
    assert not [name for name in names if name.startswith(("boto3/", "botocore/", "tests/", "infra/", "ministack/"))]
    assert not [name for name in names if "__pycache__" in name]


def test_the_same_code_has_the_same_digest(package):
    assert package.digest() == package.digest()
    assert len(package.digest()) == 32


def test_on_another_kind_of_machine_the_local_zip_holds_the_application_alone(package):
    slim = package.without_dependencies()
    with zipfile.ZipFile(slim.zip) as archive:
        top = {name.split("/")[0] for name in archive.namelist()}
    assert top == {"app.py", "chalice", "chalicelib"}
    assert slim.template == package.template


@pytest.mark.parametrize(
    ("system", "machine", "can"),
    [("linux", "x86_64", True), ("linux", "aarch64", False), ("darwin", "arm64", False), ("darwin", "x86_64", False)],
)
def test_only_an_intel_linux_can_load_what_was_compiled_for_lambda(system, machine, can):
    assert runs_lambdas_code(system, machine) is can
