import subprocess
import sys
from pathlib import Path


def test_the_template_is_clean_to_cfn_lint(package):
    lint = Path(sys.executable).with_name("cfn-lint")
    command = [lint, "--non-zero-exit-code", "informational", "--regions", "us-east-1", "--template", package.template]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
