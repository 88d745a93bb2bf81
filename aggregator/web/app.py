"""The desk in a browser: an ASGI application made of the parts of a program."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from aggregator.run.assemble import Parts
from aggregator.run.live import Live
from aggregator.run.pushing import PATH
from aggregator.web.door import Door
from aggregator.web.headers import SecurityHeaders
from aggregator.web.hub import hub_calls
from aggregator.web.rendering import Pages
from aggregator.web.routes import ROUTES

STATIC = Path(__file__).parent / "static"


def create_app(parts: Parts) -> Starlette:
    """All pages, and what they load; nothing is fetched from anywhere else."""
    pages = Pages(parts.configuration.council, STATIC, parts.album)
    live = Live(parts)
    door = Door(live=live, pages=pages)
    return Starlette(
        routes=[
            *(
                Route(one.path, door.opening(one), methods=[one.method], name=one.name)
                for one in ROUTES
            ),
            Route(f"{PATH}{{token}}", hub_calls(live), methods=["GET", "POST"]),
            Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            # Forms carry a token that is masked anew in each page, so compressing
            # them tells an eavesdropper nothing (BREACH).
            Middleware(GZipMiddleware, minimum_size=800, compresslevel=5),
        ],
        exception_handlers={404: door.not_found, 405: door.not_found, 500: door.broken},
    )
