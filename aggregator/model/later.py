"""Functions of ours whose module is only loaded when one is first called.

A program that only polls feeds shall not hold what opens photos, reads calendars or
takes steps of the schema: these and the libraries under them are most of its memory and
of the second that it takes to start. Whoever needs one all the same writes

    read_calendar: Reader = later("aggregator.read.calendar", "read_calendar")

and calls it as any other. Python's own lock lets one thread load and the others wait.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

DECLARED: list[tuple[str, str]] = []


def later(module: str, name: str) -> Callable[..., Any]:
    """A function that stands for the one of that name, which there has to be."""
    DECLARED.append((module, name))
    found: list[Callable[..., Any]] = []

    def call(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it takes
        if not found:
            found.append(getattr(import_module(module), name))
        return found[0](*given, **named)

    call.__name__ = call.__qualname__ = name
    return call
