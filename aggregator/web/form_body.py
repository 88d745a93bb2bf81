"""What a form sends: the fields that were typed, and at most one file."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

# A draft is a few hundred characters; nothing that the desk asks for is longer.
LONGEST_FORM = 64 * 1024
# Telephones make photos of three to twelve megabytes.
LONGEST_UPLOAD = 25 * 1024 * 1024
MOST_FIELDS = 60
_MULTIPART = "multipart/form-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What was typed, by name, and the files, by the names of their fields."""

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


async def form_of(request: Request, longest: int) -> Form | None:
    """What the request brings; `None` if it is longer than that, or no form at all."""
    body = await _body(request, longest)
    if body is None:
        return None
    if request.headers.get("content-type", "").startswith(_MULTIPART):
        return await _in_parts(request.headers, body)
    try:
        typed = parse_qsl(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        return None
    return Form(fields=dict(typed))


async def _body(request: Request, longest: int) -> bytes | None:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > longest:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


async def _in_parts(headers: Headers, body: bytes) -> Form | None:
    async def whole() -> AsyncGenerator[bytes]:
        yield body
        yield b""

    parser = MultiPartParser(
        headers,
        whole(),
        max_files=1,
        max_fields=MOST_FIELDS,
        max_part_size=LONGEST_FORM,
    )
    try:
        parsed = await parser.parse()
    except (MultiPartException, KeyError, ValueError):
        return None
    found = Form()
    for name, value in parsed.multi_items():
        if isinstance(value, UploadFile):
            found.files[name] = await value.read()
        else:
            found.fields[name] = value
    await parsed.close()
    return found
