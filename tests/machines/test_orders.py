import pytest

from aggregator.run.machines import orders
from aggregator.run.machines.orders import Batch, ForDesk, UnknownOrderError

BATCH = Batch(desk="", batch="b", sources=("s1", "s2"), hosts=("a", "b"))


def test_an_order_is_read_as_it_was_written():
    written = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in orders.written(BATCH).items()
    }
    assert orders.read(Batch, written) == BATCH


@pytest.mark.parametrize("arguments", [{}, {"desk": "", "priority": 1}])
def test_one_that_says_more_or_less_is_left_to_another_release(arguments):
    with pytest.raises(UnknownOrderError, match="waits for a worker of the release"):
        orders.read(ForDesk, arguments)
