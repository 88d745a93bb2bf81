"""The tag `{% optional %}`: a part that is left out when the text is too long."""

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from aggregator.drafts import marks

DEFAULT_RANK = 2
FILTER = "optional"


def optional(value: str, rank: int = DEFAULT_RANK) -> str:
    """The part, marked so that it may give way; nothing when it is blank."""
    return marks.marked(value, marks.OPTIONAL, rank) if value.strip() else ""


class OptionalTag(Extension):
    """Parses `{% optional 3 %}`; the lowest number gives way first."""

    tags = {FILTER}  # noqa: RUF012 - Jinja declares it so

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        arguments: list[nodes.Expr] = []
        if parser.stream.current.type != "block_end":
            arguments.append(parser.parse_expression())
        body = parser.parse_statements(("name:endoptional",), drop_needle=True)
        chosen = nodes.Filter(None, FILTER, arguments, [], None, None, lineno=line)
        return nodes.FilterBlock(body, chosen, lineno=line)
