"""An installed Saring has every file that a checkout has: scripts, pages, messages, the model."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PACKAGES = ("moderation", "classifier")


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    # Building writes into the source tree, so it gets a copy.
    source = tmp_path / "source"
    clean = shutil.ignore_patterns("__pycache__")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=clean)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    wanted = {
        str(file.relative_to(source))
        for package in PACKAGES
        for file in (source / package).rglob("*")
        if file.is_file()
    }
    build = "wheel --no-deps --no-build-isolation --no-index --quiet --quiet --wheel-dir"
    subprocess.run([sys.executable, "-m", "pip", *build.split(), tmp_path, source], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert wanted <= set(zipfile.ZipFile(wheel).namelist())
