"""Arrows point inward, and nothing happens at import."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "chalicelib").rglob("*.py"))
PURE = [path for path in MODULES if {"domain", "channels"} & set(path.relative_to(ROOT).parts)]
INNER = [path for path in MODULES if {"domain", "channels", "usecases"} & set(path.relative_to(ROOT).parts)]
AWS = {"boto3", "botocore"}
IMPURE = {"logging", "random", "secrets", "os", "boto3", "botocore", "time", "socket", "subprocess"}
FORBIDDEN_CALLS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.monotonic",
    "uuid.uuid1",
    "uuid.uuid4",
    "os.environ",
    "os.getenv",
    "open",
    "print",
    "input",
    "eval",
    "exec",
}
AT_IMPORT = {
    "datetime",
    "re.compile",
    "timedelta",
    "dataclass",
    "field",
    "fields",
    "replace",
    "lru_cache",
    "TypeVar",
    "Path",
    "Config",
}
"""What of others' code may be called while a module loads: it builds constants and looks at nothing outside."""
OWN_BUT_OUTWARD = {"settings", "serves_web", "services", "utc_now"}


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def tree_of(path):
    return ast.parse(path.read_text(), str(path))


def imported(tree):
    """Top-level packages imported anywhere in a module, in functions and under TYPE_CHECKING too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def dotted(node):
    """`a.b.c` of a name or attribute; empty for anything else."""
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return node.id if isinstance(node, ast.Name) else ""


def calls_at_import(node):
    """Calls that run while the module loads: not those inside functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for outside in (*child.decorator_list, *child.args.defaults, *filter(None, child.args.kw_defaults)):
                yield from calls_at_import(ast.Expression(outside))
            continue
        if isinstance(child, ast.Lambda):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from calls_at_import(child)


def from_outside(tree):
    """Names that a module takes from the standard library or a package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("chalicelib"):
            yield from (alias.asname or alias.name for alias in node.names)


def harmless(call, outside):
    """Whatever the project's own pure code builds of constants; of others' code only what is listed above."""
    name = dotted(call.func)
    root = name.partition(".")[0]
    return name in AT_IMPORT or (root not in outside and name not in FORBIDDEN_CALLS | OWN_BUT_OUTWARD)


def test_the_contracts_of_import_linter_are_kept():
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("module", names(MODULES))
def test_only_adapters_and_bootstrap_know_aws(module):
    allowed = module.startswith("chalicelib/adapters/") or module == "chalicelib/bootstrap.py"
    assert allowed or not AWS & set(imported(tree_of(ROOT / module)))


@pytest.mark.parametrize("module", names(PURE))
def test_the_domain_and_the_channels_know_no_clock_chance_environment_or_log(module):
    tree = tree_of(ROOT / module)
    assert not IMPURE & set(imported(tree))
    used = {dotted(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name)}
    assert not FORBIDDEN_CALLS & used


@pytest.mark.parametrize("module", names(INNER))
def test_no_use_case_looks_at_the_clock_itself(module):
    used = {dotted(node) for node in ast.walk(tree_of(ROOT / module)) if isinstance(node, ast.Attribute | ast.Name)}
    assert not {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"} & used


@pytest.mark.parametrize("module", names(MODULES))
def test_nothing_happens_at_import(module):
    tree = tree_of(ROOT / module)
    outside = set(from_outside(tree))
    calls = [call for call in calls_at_import(tree) if not harmless(call, outside)]
    assert [f"{dotted(call.func)} in line {call.lineno}" for call in calls] == []


@pytest.mark.parametrize("module", names(MODULES))
def test_only_settings_reads_the_environment(module):
    used = {dotted(node) for node in ast.walk(tree_of(ROOT / module)) if isinstance(node, ast.Attribute)}
    assert module == "chalicelib/settings.py" or not {"os.environ", "os.getenv"} & used


@pytest.mark.parametrize("module", names(MODULES))
def test_only_the_batch_catches_everything(module):
    broad = [
        node.lineno
        for node in ast.walk(tree_of(ROOT / module))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or dotted(node.type) in {"Exception", "BaseException"})
    ]
    assert module == "chalicelib/batch.py" or broad == []


@pytest.mark.parametrize(
    "broken",
    [
        "import boto3\nCLIENT = boto3.client('s3')",
        "from datetime import datetime\nclass A:\n    started = datetime.now()",
        "import os\ndef f(stage=os.getenv('STAGE')): ...",
        "from chalicelib.settings import settings\nS = settings()",
        "WORDS = open('words.txt').read()",
        "if True:\n    from secrets import token_hex\n    KEY = token_hex(4)",
    ],
)
def test_the_rule_sees_what_it_is_for(broken):
    tree = ast.parse(broken)
    assert not all(harmless(call, set(from_outside(tree))) for call in calls_at_import(tree))
