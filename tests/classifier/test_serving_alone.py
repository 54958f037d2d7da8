"""Where scikit-learn is not installed: scoring works, and training says what is missing."""

import subprocess
import sys
from pathlib import Path

WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(("sklearn", "scipy", "joblib")))
from classifier.cli import main
main(sys.argv[1:])
"""


def classifier(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as if what only learning needs were not there."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_comments_are_scored() -> None:
    done = classifier("score", given='{"text": "Beritanya jelas."}\n')
    assert (done.returncode, done.stderr) == (0, "")
    assert '"scores"' in done.stdout


def test_training_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a", "label": "ham"}\n')
    done = classifier("train", "--data", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("Error: `train` needs scikit-learn")
    assert "Traceback" not in done.stderr
