"""A page of fifty drafts of the demo council, to be read aloud: docs/drafts.md.

`python -m bench.drafts_page > docs/drafts.md` writes it again.
"""

import asyncio
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from aggregator.cli.output import log_to_stderr
from aggregator.demo.configuration import sources_toml
from aggregator.demo.server import serving
from aggregator.demo.town import create_town
from aggregator.drafts.thread import measured
from aggregator.model.council import Tone
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.run.assemble import Parts, assembled
from aggregator.run.composing import compose_for, joins
from aggregator.run.cycle import cycle
from aggregator.store import stories
from aggregator.stories.life import at, is_current

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WANTED = {Tone.WARM: 23, Tone.PLAIN: 13, Tone.PLAYFUL: 14}
_HEAD = """\
# Fifty drafts

What the program proposes for the demo council on a Monday in November, in the three
tones that `[voice]` knows, before anybody has touched a word. Written by
`python -m bench.drafts_page`; the addresses stand for a machine of ours.
"""


def main() -> None:
    """Print the page."""
    log_to_stderr()
    print(_HEAD)
    with tempfile.TemporaryDirectory() as folder, serving(create_town(_now)) as town:
        text = sources_toml(town, NOW.date())
        (Path(folder) / "sources.toml").write_text(text, encoding="utf-8")
        with assembled(Path(folder), clock=_now) as parts:
            asyncio.run(cycle(parts))
            _print(parts, town)


def _print(parts: Parts, town: str) -> None:
    current = _current(parts)
    for tone, number in WANTED.items():
        spoken = replace(
            parts,
            configuration=replace(
                parts.configuration,
                voice=replace(parts.configuration.voice, tone=tone),
            ),
        )
        print(f"## {tone.value.capitalize()}\n")
        # Every kind has its turn where there is not room for all.
        step = max(len(current) // number, 1)
        for story in current[::step][:number]:
            told = at(story, NOW)
            draft = compose_for(
                spoken, told, "x", NOW, campaign=joins(parts, told, NOW)
            )
            length = measured(draft.text, "x")
            shown = draft.text.replace(town, "https://ambleford.example")
            print("```text\n" + shown + "\n```\n")
            print(f"{draft.kind}, {length.length} of {length.limit}\n")


def _current(parts: Parts) -> list[Story]:
    with parts.database.reading() as connection:
        every = stories.newest(connection, Kind, 500)
    rules = parts.configuration.drafts
    return [story for story in every if is_current(story, rules, NOW)]


def _now() -> datetime:
    return NOW


if __name__ == "__main__":
    main()
