// Pages work without this file; it only makes them quicker.
import { initAll } from "./govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// What a page says aloud after an action is focused, so that it is read and seen.
document.querySelector("[data-said]")?.focus({ preventScroll: true });
