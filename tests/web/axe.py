"""Axe's rules for WCAG 2.2 AA, on a page as it is in the browser."""

import json
from pathlib import Path

_FILE = Path(__file__).parents[2] / "assets/node_modules/axe-core/axe.min.js"
_RULES = json.dumps(
    {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
)


def violations(page, state):
    """What a machine can see to be wrong, by the state the page is in."""
    page.wait_for_load_state("networkidle")
    result = page.evaluate(f"{_FILE.read_text('utf-8')}; axe.run(document, {_RULES})")
    return {
        f"{state}: {one['id']}": [node["html"][:160] for node in one["nodes"][:3]]
        for one in result["violations"]
    }
