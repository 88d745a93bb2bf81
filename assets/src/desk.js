// Pages work without this file; it only makes them quicker.
import "./keep.js";
import "./photo.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

// Most pages have no component that needs a script; the link to the main part is one that
// does without.
if (document.querySelector("[data-module]:not(.govuk-skip-link)")) {
  import("./govuk-frontend.js").then(({ initAll }) => initAll());
}

// What a page says aloud after an action is focused, so that it is read and seen.
document.querySelector("[data-said]")?.focus({ preventScroll: true });

// Single keys for the queue. They can be switched off (WCAG 2.1.4), and never act while
// somebody types or while a modifier is held.
const drafts = [...document.querySelectorAll("article.draft")];
const bulk = document.getElementById("bulk");
const help = document.getElementById("keys");
let at = -1;

const on = () => !!help && !("off" in help.dataset);

function go(step) {
  if (!drafts.length) return;
  drafts[at]?.classList.remove("is-current");
  at = Math.min(Math.max(at + step, 0), drafts.length - 1);
  drafts[at].classList.add("is-current");
  drafts[at].scrollIntoView({ block: "start" });
  drafts[at].querySelector(".draft__title a")?.focus({ preventScroll: true });
}

// Whoever decides by keys goes on with the draft that took the place of the last one,
// and not at the top of the list: the next press is about that one.
const PLACE = "aggregator-place";

function remember(event) {
  const place = drafts.indexOf(event.target.closest("article.draft"));
  if (place >= 0) sessionStorage.setItem(PLACE, `${place} ${location.pathname}${location.search}`);
}

function goOn() {
  const [place, where] = (sessionStorage.getItem(PLACE) ?? "").split(" ");
  sessionStorage.removeItem(PLACE);
  if (!where || where !== location.pathname + location.search || !drafts.length || !document.querySelector("[data-said]")) return;
  at = Math.min(Number(place), drafts.length - 1);
  drafts[at].classList.add("is-current");
  drafts[at].scrollIntoView({ block: "start" });
}

function open(words) {
  const found = [...(drafts[at]?.querySelectorAll("details.act") ?? [])].find((one) =>
    one.querySelector("summary").textContent.trim().startsWith(words));
  if (!found) return;
  found.open = true;
  found.querySelector("textarea, input:not([type=hidden]), .act__open button")?.focus();
}

function tick() {
  const box = drafts[at]?.querySelector(".pick");
  if (box) box.click();
}

function count() {
  bulk?.classList.toggle("is-wanted", !!document.querySelector(".pick:checked"));
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  a: () => drafts[at]?.querySelector("form[action$='/approve'] button")?.click(),
  e: () => open("Edit"),
  r: () => open("Reject"),
  s: () => open("Put aside"),
  x: tick,
  z: () => document.querySelector(".banner--done form[action$='/undo'] button, .banner--done form[action$='/snooze'] button, .banner--done form[action$='/not-posted'] button, .banner--done form[action$='/edit'] button")?.click(),
  "/": () => document.getElementById("q")?.focus(),
  "?": () => help?.showModal(),
};

function listen() {
  document.addEventListener("change", count);
  count();
  if (!help) return;
  document.addEventListener("submit", remember);
  if (on()) goOn();
  document.querySelector("[data-keys]")?.addEventListener("click", () => help.showModal());
  document.addEventListener("focusin", (event) => {
    const within = drafts.indexOf(event.target.closest("article.draft"));
    if (within >= 0) at = within;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not(.pick), textarea, select, dialog");
    if (typing || event.repeat && !"jk".includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || !on()) return;
    if (!Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
}

listen();

// An evening that several people post from: what the others did is shown by itself, and
// what somebody types is never touched.
const LOOK = 8000;

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = fresh.getElementById(part.id);
    if (!now || part.contains(document.activeElement)) continue;
    if (now.textContent !== part.textContent) part.replaceChildren(...now.childNodes);
  }
}

if (document.querySelector("[data-live]")) {
  // A phone without a network for a while asks again the next time.
  setInterval(() => look().catch(() => {}), LOOK);
}

// The calendar: what is dragged to another day keeps its time of day, on a free slot it
// takes the slot's. It fills in the same form that "Move" opens, which needs no script.
function carry(entry) {
  entry.draggable = true;
  entry.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", entry.dataset.drag);
    event.dataTransfer.effectAllowed = "move";
    document.body.classList.add("is-dragging");
  });
  entry.addEventListener("dragend", () => document.body.classList.remove("is-dragging"));
}

function take(day) {
  const within = (event) => day.classList.toggle("is-over", event.type === "dragover");
  day.addEventListener("dragover", (event) => {
    event.preventDefault();
    within(event);
  });
  day.addEventListener("dragleave", within);
  day.addEventListener("drop", (event) => {
    event.preventDefault();
    within(event);
    const field = document.getElementById(event.dataTransfer.getData("text/plain"));
    const entry = field?.closest("[data-drag]");
    if (!entry) return;
    const slot = event.target.closest("[data-slot]")?.dataset.slot;
    field.value = slot ?? `${day.dataset.day}T${entry.dataset.at.slice(11)}`;
    field.closest("details").open = !field.checkValidity();
    field.form.requestSubmit();
  });
}

document.querySelectorAll("[data-drag]").forEach(carry);
document.querySelectorAll("[data-day]").forEach(take);

// What is handed over is copied at one press; the field beside it can be copied anyway.
document.querySelectorAll("[data-copy]").forEach((button) => {
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard?.writeText(field.value).catch(() => {});
    button.firstChild.textContent = "Copied ";
  });
});
