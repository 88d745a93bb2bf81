"""Fewer searches for rubbish while much is made that stays.

A cycle makes hundreds of thousands of values that are no rubbish and hardly any that
refer to each other; looking through them again and again took a fifth of its time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 20, 50)


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Rubbish is collected seldom within it, and as before afterwards."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
