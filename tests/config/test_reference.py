from pathlib import Path

from aggregator.config.reference import reference
from aggregator.config.schema import FileTable, VoiceTable
from aggregator.config.schema_source import PageTable, SourceTable

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"


def test_the_page_in_the_documents_is_the_one_the_schema_makes():
    assert PAGE.read_text(encoding="utf-8") == reference(), (
        "write it again: python -c 'from aggregator.config.reference import reference;"
        ' print(reference(), end="")\' > docs/sources.md'
    )


def test_every_key_has_its_meaning():
    for table in (FileTable, SourceTable, PageTable, VoiceTable):
        for name, field in table.model_fields.items():
            assert name in reference()
            own_heading = {"council", "voice", "drafts", "report", "strategy"}
            own_heading |= {"desk", "digest", "checks", "shares", "keep", "stories"}
            assert field.description or name in own_heading
