"""A story's picture, from our own album: no page asks another host for anything."""

from aggregator.desk import added_photos, pictures
from aggregator.desk.album import PREVIEWS
from aggregator.model.errors import ConflictError, NotFoundError, RefusedError
from aggregator.web.answer import PHOTO_ADDED, PICTURED, Answer, File, Picture, done
from aggregator.web.pages.draft import refused
from aggregator.web.pages.photo_form import today_of, upload_of
from aggregator.web.visit import Visit


def show(visit: Visit) -> Answer:
    """The picture that the address names."""
    jpeg = visit.parts.album.jpeg(visit.request.path_params["name"])
    if jpeg is None:
        raise NotFoundError("There is no such picture")
    return Picture(jpeg=jpeg)


def preview(visit: Visit) -> Answer:
    """The same, as small as a page shows it."""
    named = visit.request.path_params
    widths = {str(width): width for width in PREVIEWS}
    width = widths.get(named["width"])
    webp = visit.parts.album.preview(named["name"], width) if width else None
    if webp is None:
        raise NotFoundError("There is no such picture")
    return File(content=webp, media_type="image/webp")


def frame(visit: Visit) -> Answer:
    """Cut a draft's picture somewhere else, and say what it shows."""
    decision = visit.decision()
    focus = visit.form.get("focus", "").strip() or None
    alt = visit.form.get("alt", "")
    decorative = visit.form.get("decorative") == "yes"
    pictures.frame(visit.parts.database, decision, focus, alt, decorative=decorative)
    return done(visit.back, decision.draft, PICTURED)


def attach(visit: Visit) -> Answer:
    """Add a photo to a draft; what was typed beside it is never lost."""
    parts, upload = visit.parts, upload_of(visit)
    try:
        draft = added_photos.attach(
            parts.database, parts.album, visit.decision(), upload, today_of(visit)
        )
    except (ConflictError, RefusedError) as error:
        return refused(visit, error, upload=upload)
    return done(visit.back, draft.id, PHOTO_ADDED)
