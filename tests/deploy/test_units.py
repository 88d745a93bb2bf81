"""The units and the compose file call commands that there are, and stop in peace."""

import configparser
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest
import yaml

from aggregator.cli.main import main
from aggregator.cli.serve import PATIENCE
from tests.deploy.containerfile import TOP, steps

UNITS = sorted((TOP / "deploy" / "systemd").glob("*.service"))
COMPOSE = TOP / "deploy" / "container" / "compose.yaml"
HARDENED = {
    "User": "aggregator",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
}


class Unit(configparser.RawConfigParser):
    def __init__(self, path):
        super().__init__(strict=False, interpolation=None)
        self.optionxform = str
        self.read(path, encoding="utf-8")


def parsed(arguments):
    """The command that these words call; click's own error if it would refuse them."""
    name, *rest = arguments
    with click.Context(main, info_name="aggregator") as context:
        command = main.get_command(context, name)
        return command.make_context(name, list(rest), parent=context)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_calls_a_command_that_there_is(path):
    service = Unit(path)["Service"]
    words = service["ExecStart"].replace("%i", "8001")
    words = words.replace("${QUEUES}", "poll,deliver,measure")
    program, *arguments = shlex.split(words)
    assert program == "/opt/aggregator/bin/aggregator"
    parsed(arguments)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_is_hardened_and_leaves_time_to_stop(path):
    service = Unit(path)["Service"]
    assert {name: service[name] for name in HARDENED} == HARDENED
    assert int(service["TimeoutStopSec"]) > PATIENCE
    assert service["KillSignal"] == "SIGTERM"


def test_systemd_finds_nothing_wrong_with_them(tmp_path):
    found = shutil.which("systemd-analyze")
    if found is None:
        message = "no systemd-analyze on this machine; on Debian: apt install systemd"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    names = []
    for path in UNITS:
        name = path.name.replace("@.", "@8001.")
        names.append(name)
        text = path.read_text(encoding="utf-8")
        # It wants to see the program, which lies elsewhere here.
        there = text.replace("/opt/aggregator/bin/aggregator", shutil.which("true"))
        for place in {path.name, name}:
            (tmp_path / place).write_text(there, encoding="utf-8")
    done = subprocess.run(
        [found, "verify", "--man=no", *names],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_compose_file_calls_commands_that_there_are():
    services = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    assert {"database", "desk", "scheduler", "worker"} == set(services)
    for name in ("desk", "scheduler", "worker"):
        parsed(services[name]["command"])
        assert services[name]["read_only"]
        assert services[name]["cap_drop"] == ["ALL"]
        assert int(services[name]["stop_grace_period"].rstrip("s")) > PATIENCE
    context = COMPOSE.parent / services["desk"]["build"]["context"]
    assert (context / services["desk"]["build"]["dockerfile"]).is_file()


def test_the_container_is_built_from_what_is_there_by_nobody_mighty():
    taken = [
        Path(source)
        for word, rest in steps()
        if word == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]
    assert [one for one in taken if not (TOP / one).exists()] == []
    words = [word for word, _ in steps()]
    assert words.index("USER") < words.index("ENTRYPOINT")
    (entry,) = (rest for word, rest in steps() if word == "ENTRYPOINT")
    (command,) = (rest for word, rest in steps() if word == "CMD")
    assert yaml.safe_load(entry) == ["aggregator"]
    parsed(yaml.safe_load(command))


def test_what_the_container_installs_is_locked_by_hashes():
    for word, rest in steps():
        if word == "RUN" and " install " in rest and "apt-get" not in rest:
            assert "--require-hashes" in rest or "--no-index" in rest, rest
