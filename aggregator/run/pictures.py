"""Brings the pictures of waiting drafts, by the same guarded way as their sources."""

import asyncio
from collections.abc import Callable, Iterable, Mapping

import structlog

from aggregator.desk.album import Album
from aggregator.desk.photo_facts import Photo
from aggregator.fetch.client import Fetcher
from aggregator.model.document import Document, Validators
from aggregator.model.draft import State
from aggregator.model.errors import FetchError, RefusedError
from aggregator.model.later import later
from aggregator.model.source import Source
from aggregator.run.assemble import Parts
from aggregator.store import drafts, stories

_develop: Callable[[bytes], Photo] = later("aggregator.desk.photos", "develop")

log = structlog.get_logger()

# A page of the queue; the pictures of later ones are brought as it moves up.
_LOOKED_AT = 50


async def bring_pictures(parts: Parts, fetcher: Fetcher) -> int:
    """Fetch what the album does not know yet; how many it has more than before.

    A picture that is not to be had never holds up its draft.
    """
    wanted = await asyncio.to_thread(_wanted, parts)
    kept = await asyncio.gather(
        *(_bring(parts.album, fetcher, address, source) for address, source in wanted)
    )
    return sum(kept)


def _wanted(parts: Parts) -> list[tuple[str, Source]]:
    sources = {source.id: source for source in parts.configuration.sources}
    wanted: dict[str, Source] = {}
    with parts.database.reading() as connection:
        page = drafts.page(connection, states=(State.WAITING,), limit=_LOOKED_AT)
        for draft in page.drafts:
            if draft.image is None or draft.story is None:
                continue
            if parts.album.find(draft.image) is not None:
                continue
            story = stories.load(connection, draft.story)
            tellers = (item.source for item in story.items if item.image == draft.image)
            source = _teller(tellers, sources)
            if source is not None:
                wanted[draft.image] = source
    return list(wanted.items())


def _teller(names: Iterable[str], sources: Mapping[str, Source]) -> Source | None:
    return next((sources[name] for name in names if name in sources), None)


async def _bring(album: Album, fetcher: Fetcher, address: str, source: Source) -> bool:
    asked = Source(
        id=source.id,
        name=f"A picture of {source.name}",
        url=address,
        allow_private=source.allow_private,
    )
    try:
        fetched = await fetcher.fetch(asked, Validators())
        # Without validators there is nothing it could be unchanged from.
        assert isinstance(fetched, Document)
        photo = await asyncio.to_thread(_develop, fetched.body)
        await asyncio.to_thread(album.keep, address, photo)
    except (FetchError, RefusedError) as error:
        log.info("no picture", source=source.id, sentence=str(error))
        await asyncio.to_thread(album.give_up, address, "not to be had")
        return False
    except OSError as error:
        log.warning("picture not kept", source=source.id, sentence=str(error))
        return False
    return True
