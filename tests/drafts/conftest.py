from pathlib import Path

import pytest

from aggregator.drafts.templates import load_templates

STARTER = Path(__file__).parents[2] / "aggregator/config/starter/templates"


@pytest.fixture(scope="session")
def templates():
    texts = {path.name: path.read_text("utf-8") for path in STARTER.glob("*.j2")}
    return load_templates(texts)
