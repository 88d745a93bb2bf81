import pytest

from aggregator.config.load import load
from aggregator.model.council import Role
from aggregator.model.errors import ConfigurationError

HEAD = '[council]\nname = "A"\n[[live]]\nid = "e"\nname = "E"\n'
GOOD = "starts = 2027-07-01T19:00:00\nends = 2027-07-01T22:00:00\n"


def read(folder, text):
    (folder / "sources.toml").write_text(HEAD + text, "utf-8")
    return load(folder, {})


def test_times_are_the_councils(tmp_path):
    (evening,) = read(tmp_path, GOOD).evenings
    assert evening.starts.isoformat() == "2027-07-01T19:00:00+01:00"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "starts = 2027-07-01T19:00:00\nends = 2027-07-01T18:00:00\n",
            "ends before it starts",
        ),
        (
            "starts = 2027-07-01T19:00:00Z\nends = 2027-07-01T22:00:00Z\n",
            "zone of its own",
        ),
        (
            GOOD + '[[live.line]]\nid="a"\ntext="b"\n[[live.line]]\nid="a"\ntext="c"\n',
            "one id",
        ),
        (GOOD + '[[live]]\nid = "e"\nname = "F"\n' + GOOD, "two live evenings"),
        (GOOD + '[[live.line]]\nid="a"\ntext="{Winner} won"\n', "no blank"),
        (GOOD + '[[live.line]]\nid="a"\ntext="{winner won"\n', "no blank"),
        (GOOD + '[[live.line]]\nid="a"\ntext="won: {}"\n', "no blank"),
        (
            GOOD + '[[live.line]]\nid="a"\ntext="b"\nembargo=2027-07-01T22:00:00\n',
            "until all is over",
        ),
    ],
)
def test_a_faulty_evening_is_told(tmp_path, text, said):
    with pytest.raises(ConfigurationError, match=said):
        read(tmp_path, text)


def test_editors_always_send_and_others_by_their_role_or_name(tmp_path):
    (evening,) = read(tmp_path, GOOD + 'allowed = ["Cleo Marsh"]\n').evenings
    assert (evening.roles, evening.names) == ({Role.EDITOR}, ("Cleo Marsh",))
    (evening,) = read(tmp_path, GOOD + 'allowed = ["contributor"]\n').evenings
    assert evening.roles == {Role.EDITOR, Role.CONTRIBUTOR}


@pytest.mark.parametrize(
    ("issuer", "said"),
    [
        ("https://login.microsoftonline.com/common/v2.0", "any organisation"),
        ("http://accounts.example.org", "could listen"),
    ],
)
def test_a_provider_that_proves_nothing_is_refused(tmp_path, issuer, said):
    text = f'[sign_in]\nissuer = "{issuer}"\nclient_id = "desk"\n'
    with pytest.raises(ConfigurationError, match=said):
        read(tmp_path, GOOD + text)
