from hypothesis import given
from hypothesis import strategies as st

from aggregator.run.machines.batches import AT_A_HOST, SIZE, Wanted, batches


def wanted(number, host, *, desk="", failing=False):
    return Wanted(desk=desk, source=f"s{number}", host=host, failing=failing)


def names(found):
    return [[one.source for one in batch.wanted] for batch in found]


def test_a_host_that_is_being_asked_is_in_no_batch():
    due = [wanted(1, "a"), wanted(2, "b")]
    assert names(batches(due, {"a"}, room=5)) == [["s2"]]


def test_a_host_with_many_sources_gives_a_few_at_a_time():
    due = [wanted(number, "slow") for number in range(100)]
    found = batches([*due, wanted(200, "quick")], set(), room=5)
    assert len(found) == 1
    hosts = [one.host for one in found[0].wanted]
    assert hosts.count("slow") == AT_A_HOST
    assert hosts.count("quick") == 1


def test_thousands_of_dead_sources_leave_most_of_the_room_to_the_others():
    dead = [wanted(number, f"dead{number}", failing=True) for number in range(5000)]
    well = [wanted(number, f"well{number}") for number in range(5000, 6000)]
    found = batches([*dead, *well], set(), room=8)
    assert [one.failing for one in found].count(True) == 2
    assert [one.failing for one in found].count(False) == 6


def test_failing_ones_that_are_under_way_count():
    dead = [wanted(number, f"dead{number}", failing=True) for number in range(500)]
    assert batches(dead, set(), room=8, failing_under_way=2) == ()


def test_desks_take_turns_however_much_one_of_them_has():
    many = [wanted(number, f"a{number}", desk="many") for number in range(10 * SIZE)]
    found = batches([*many, wanted(9999, "b", desk="few")], set(), room=2)
    assert [one.desk for one in found] == ["many", "few"]


def test_a_host_that_two_desks_read_is_in_one_batch():
    due = [wanted(1, "a", desk="one"), wanted(2, "a", desk="two")]
    assert names(batches(due, set(), room=5)) == [["s1"]]


@given(
    due=st.lists(
        st.builds(
            Wanted,
            desk=st.sampled_from(("", "north")),
            source=st.integers(0, 999).map(str),
            host=st.sampled_from("abcdefghij"),
            failing=st.booleans(),
        ),
        max_size=300,
    ),
    busy=st.sets(st.sampled_from("abcdefghij")),
    room=st.integers(1, 12),
)
def test_no_host_is_in_two_batches_and_none_is_too_large(due, busy, room):
    found = batches(due, busy, room=room)
    hosts = [host for one in found for host in {wanted.host for wanted in one.wanted}]
    assert len(hosts) == len(set(hosts))
    assert not set(hosts) & busy
    assert len(found) <= room
    assert all(len(one.wanted) <= SIZE for one in found)
    assert all(len({wanted.desk for wanted in one.wanted}) == 1 for one in found)
