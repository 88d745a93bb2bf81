"""Runs the steps that build the container's program, in an empty folder, without one.

`python -m tests.deploy.rehearse` takes some minutes: every package is installed anew.
What the container would call /opt lies in the folder, too.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from tests.deploy.containerfile import TOP, build_stage


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        opt, build = Path(name) / "opt", Path(name) / "build"
        build.mkdir()
        for word, rest in build_stage():
            click.echo(f"{word} {rest}")
            if word == "COPY":
                *sources, target = rest.split()
                for source in sources:
                    copy(TOP / source, build / target, whole=target != source)
            elif word == "RUN":
                command = rest.replace("/opt", str(opt))
                command = command.replace("python -m venv", f"{sys.executable} -m venv")
                subprocess.run(
                    ["/bin/sh", "-c", command], cwd=build, check=True, env=environment()
                )
        program = opt / "aggregator" / "bin" / "aggregator"
        for arguments in (["--version"], ["init", name + "/council"], ["doctor"]):
            subprocess.run([program, *arguments], check=False, cwd=name)
        static = next((opt / "aggregator").rglob("web/static/desk.css"))
        click.echo(f"the pages' style has {static.stat().st_size:,} bytes")


def copy(source, target, *, whole):
    """As COPY does: a folder's contents, or a file into a folder."""
    if source.is_dir():
        ignored = shutil.ignore_patterns("node_modules", "__pycache__", "static")
        shutil.copytree(source, target, ignore=ignored)
        return
    into = target if whole else target.parent
    into.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, into)


def environment():
    return {name: value for name, value in os.environ.items() if "VIRTUAL" not in name}


if __name__ == "__main__":
    main()
