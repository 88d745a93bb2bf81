"""Look at what sources bring, and at what it would become."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import click
from rich.progress import Progress, TextColumn

from aggregator.cli.numbers import WholeNumber
from aggregator.cli.output import (
    ALLOW,
    FAILED,
    WRONG,
    command,
    finding_json,
    json_option,
    print_json,
    print_table,
    private_networks,
    said,
    say,
)
from aggregator.cli.place import config_option
from aggregator.config.table import FORMATS
from aggregator.desk.browse import seen_items
from aggregator.drafts.measure import NETWORKS
from aggregator.drafts.thread import counts, measured
from aggregator.model.errors import FetchError, ItemError, ReadError, RefusedError
from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.model.item_json import item_from_json, item_to_json
from aggregator.model.source import AUTO, Source
from aggregator.run.assemble import assembled
from aggregator.run.clock import now
from aggregator.run.cycle import Cycle, cycle
from aggregator.run.intake import Polled
from aggregator.run.trial import Told, Trial, prepared, tell, try_source
from aggregator.run.typed import as_typed
from aggregator.stories.group import group

network_option = click.option(
    "--network",
    type=click.Choice(sorted(NETWORKS)),
    default="x",
    show_default=True,
    help="Whose limits and counting.",
)


@click.command("try")
@click.argument("source", required=False)
@click.option("--url", help="An address to look at, configured or not.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=AUTO,
    show_default=True,
    help="How to read it.",
)
@click.option(
    "--kind",
    type=click.Choice([AUTO, *(kind.value for kind in Kind)]),
    default=AUTO,
    help="What it brings.",
)
@click.option(
    "--allow-private",
    "private",
    multiple=True,
    callback=private_networks,
    metavar="NET",
    help="A private network it may be in, such as 10.1.2.0/24.",
)
@network_option
@json_option
@config_option
@command
def try_(  # noqa: PLR0917 - click gives options by name
    source: str | None,
    url: str | None,
    form: str,
    kind: str,
    private: tuple[str, ...],
    network: str,
    as_json: bool,  # noqa: FBT001
    directory: Path,
) -> None:
    """Fetch and read SOURCE, or an address, now; save nothing."""
    bench = prepared(directory, now)
    if (source is None) == (url is None):
        raise click.UsageError("name a source of sources.toml, or give --url")
    if url is not None:
        looked_at = _source_at(url, form, kind, private)
    else:
        looked_at = _configured(bench.configuration.sources, str(source))
    try:
        trial = asyncio.run(try_source(bench, looked_at, network))
    except (FetchError, ReadError) as error:
        raise (as_typed(error, url, ALLOW) if url else error) from error
    if as_json:
        print_json(item_to_json(item) for item in trial.items)
    _say_trial(trial)
    if not as_json:
        _show_trial(trial)


def _source_at(url: str, form: str, kind: str, private: tuple[str, ...]) -> Source:
    if not url.lower().startswith(("http://", "https://")):
        raise click.UsageError(f"{url!r} is no address; write it whole: https://...")
    return Source(
        id="try",
        name=url,
        url=url,
        kind=None if kind == AUTO else Kind(kind),
        format=form,
        allow_private=private,
    )


def _configured(sources: tuple[Source, ...], name: str) -> Source:
    for source in sources:
        if source.id == name:
            return source
    known = ", ".join(source.id for source in sources) or "none"
    raise click.UsageError(f"there is no source called {name}; there are: {known}")


def _say_trial(trial: Trial) -> None:
    count = len(trial.items)
    say(f"{count} {'item' if count == 1 else 'items'}, read as {trial.reading.format}")
    for problem in trial.reading.problems:
        say(problem)


def _show_trial(trial: Trial) -> None:
    rows = (
        (item.kind, _day(item), item.title, item.venue or "", item.url or "")
        for item in trial.items
    )
    print_table(("kind", "when", "title", "where", "address"), rows)
    for composed in trial.drafts:
        click.echo(f"\n{composed.text}")
        said.print(f"{composed.length} of {composed.limit}", style="dim")


def _day(item: Item) -> str:
    moment = item.starts or item.closes or item.published
    return moment.strftime("%a %d %b %Y") if moment else ""


@click.command()
@click.option("--source", "only", multiple=True, metavar="ID", help="Only this one.")
@click.option("--all", "everything", is_flag=True, help="All, whatever is due.")
@json_option
@config_option
@command
def poll(
    only: tuple[str, ...],
    everything: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    directory: Path,
) -> None:
    """One cycle now: fetch what is due, and make drafts of what is new."""
    with assembled(directory) as parts, _progress() as progress:
        for fault in parts.configuration.faults:
            say(str(fault))
        for name in only:
            _configured(parts.configuration.sources, name)
        if parts.configuration.faults and not parts.configuration.sources:
            sys.exit(WRONG)
        task = progress.add_task("Polling", total=None)

        def show(polled: Polled, total: int) -> None:
            progress.update(task, advance=1, total=total, description=polled.source)

        done = asyncio.run(
            cycle(
                parts,
                only=only or None,
                force=bool(only) or everything,
                progress=show,
            )
        )
    if as_json:
        print_json(_polled_json(polled) for polled in done.polled)
    _say_cycle(done)
    if done.polled and all(polled.outcome == "failed" for polled in done.polled):
        sys.exit(FAILED)


def _progress() -> Progress:
    return Progress(
        *Progress.get_default_columns()[:2],
        TextColumn("{task.completed} of {task.total}"),
        console=said,
        transient=True,
    )


def _polled_json(polled: Polled) -> dict[str, Any]:
    row = {
        "source": polled.source,
        "outcome": polled.outcome,
        "entries": polled.entries,
        "new": polled.new_items,
        "problem": polled.sentence,
    }
    return {name: value for name, value in row.items() if value is not None}


def _say_cycle(done: Cycle) -> None:
    for polled in done.polled:
        if polled.sentence is not None:
            say(f"{polled.source}: {polled.sentence}")
    new = sum(polled.new_items for polled in done.polled)
    drafted = done.drafted
    say(
        f"{len(done.polled)} polled, {new} new items, {drafted.added} new drafts, "
        f"{drafted.rewritten} rewritten, {drafted.withdrawn} withdrawn"
    )


@click.command()
@click.option("--source", metavar="ID", help="Only this source's.")
@click.option("--limit", type=WholeNumber(1), default=None, help="At most so many.")
@json_option
@config_option
@command
def items(
    source: str | None,
    limit: int | None,
    as_json: bool,  # noqa: FBT001
    directory: Path,
) -> None:
    """What has been read and kept, newest first, each with its story."""
    with assembled(directory) as parts:
        if source is not None:
            _configured(parts.configuration.sources, source)
        seen = tuple(seen_items(parts.database, source, limit))
    if as_json:
        print_json(
            {
                **item_to_json(one.item),
                "story": one.story,
                "first_seen": one.first_seen.isoformat(),
                "last_seen": one.last_seen.isoformat(),
            }
            for one in seen
        )
        return
    print_table(
        ("source", "kind", "when", "title", "story"),
        (
            (one.item.source, one.item.kind, _day(one.item), one.item.title, one.story)
            for one in seen
        ),
    )


@click.command()
@click.argument("file", type=click.File(encoding="utf-8"))
@json_option
@config_option
@command
def stories(file: TextIO, as_json: bool, directory: Path) -> None:  # noqa: FBT001
    """Match the items in FILE (one JSON object a line; - is standard input)."""
    prepared(directory, now)
    found: dict[str, list[dict[str, str]]] = {}
    for item, placed in group(_items_in(file), now()):
        story = str(placed.story)
        told = {"id": item.id, "story": story, "source": item.source}
        row = {**told, "title": item.title, "why": placed.reason}
        found.setdefault(story, []).append(row)
    rows = [row for members in found.values() for row in members]
    if as_json:
        print_json(rows)
        return
    print_table(rows[0] if rows else ("id", "story"), (row.values() for row in rows))
    say(f"{len(rows)} items, {len(found)} stories")


@click.command()
@click.argument("file", type=click.File(encoding="utf-8"))
@network_option
@json_option
@config_option
@command
def compose(
    file: TextIO,
    network: str,
    as_json: bool,  # noqa: FBT001
    directory: Path,
) -> None:
    """The drafts for the items in FILE (one JSON object a line)."""
    bench = prepared(directory, now)
    told = tell(bench, _items_in(file), network)
    if as_json:
        print_json(_told_json(one) for one in told)
        return
    for one in told:
        click.echo(f"{one.composed.text}\n")
        said.print(f"{one.composed.length} of {one.composed.limit}", style="dim")


def _told_json(told: Told) -> dict[str, Any]:
    composed = told.composed
    row = {
        "story": told.story.id,
        "items": [item.id for item in told.story.items],
        "sources": list(told.story.sources),
        "kind": composed.kind.value,
        "network": composed.network,
        "language": composed.language,
        "text": composed.text,
        "length": composed.length,
        "limit": composed.limit,
        "template": composed.template,
        "link": composed.link,
        "image": composed.image,
        "image_alt": composed.image_alt,
        "findings": [finding_json(one) for one in composed.findings],
    }
    return {name: value for name, value in row.items() if value is not None}


def _items_in(file: TextIO) -> list[Item]:
    try:
        return list(_read_items(file))
    except UnicodeDecodeError:
        raise ItemError(
            f"{file.name} is not UTF-8", remedy="save the file as UTF-8"
        ) from None


def _read_items(file: TextIO) -> Iterator[Item]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        where = f"{file.name}:{number}"
        try:
            value = json.loads(line)
        except RecursionError:
            raise ItemError(f"{where}: this line is nested too deeply") from None
        except json.JSONDecodeError as error:
            raise ItemError(
                f"{where}:{error.colno}: this line is not JSON: {error.msg}",
                remedy="write one JSON object on each line",
            ) from None
        if not isinstance(value, dict):
            raise ItemError(
                f"{where}: this line is no JSON object",
                remedy='write {"title": "..."} and the other facts of one item',
            )
        try:
            yield item_from_json(value, default_id=f"line-{number}")
        except ItemError as error:
            raise ItemError(f"{where}: {error.message}", remedy=error.remedy) from None


@click.command("measure")
@click.argument("text")
@network_option
@json_option
@command
def measure_(text: str, network: str, as_json: bool) -> None:  # noqa: FBT001
    """How long the network takes TEXT to be (- reads standard input)."""
    words = sys.stdin.read() if text == "-" else text
    if "\0" in words:
        raise RefusedError("The text has a zero byte in it")
    found, every = measured(words, network), counts(words, network)
    row = {
        "network": network,
        "length": found.length,
        "limit": found.limit,
        "valid": found.valid,
        **({"posts": [one.length for one in every]} if len(every) > 1 else {}),
    }
    if as_json:
        print_json([row])
    else:
        each = ", ".join(str(one.length) for one in every)
        several = f" in the longest of {len(every)} posts ({each})"
        longest = several if len(every) > 1 else ""
        wrong = "" if found.valid else ", not valid"
        say(f"{found.length} of {found.limit}{longest}{wrong}")
