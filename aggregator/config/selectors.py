"""What is wrong with a CSS selector, by those who will follow it."""

import soupsieve


def fault_of(css: str) -> str | None:
    """Why it is none, in a few words; nothing where it is one."""
    try:
        soupsieve.compile(css)
    except (soupsieve.SelectorSyntaxError, ValueError) as error:
        return str(error).splitlines()[0].rstrip(".")
    return None
