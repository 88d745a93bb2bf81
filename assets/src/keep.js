// What somebody hands in is kept on their phone, photo included, until the desk has it.
// Each form has a key, by which the desk knows what it was sent before: a connection that
// is lost after the last byte makes nothing twice. Without this file forms work as ever.

const me = document.body.dataset.person;
const form = document.querySelector("form[data-keep]");
const panel = document.getElementById("kept");
const note = document.querySelector("[data-kept-note]");
const WHO = "aggregator-person";
const AGAIN = 20_000;
const LONGEST_WAIT = 90_000;

// On the page that is there without a connection nobody is signed in: whoever was last.
function whoever() {
  try {
    if (me) localStorage.setItem(WHO, me);
    else if (!form) localStorage.removeItem(WHO);
    return me ?? localStorage.getItem(WHO);
  } catch {
    return me; // a browser that remembers nothing
  }
}
const person = whoever();

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function shelf(mode, act) {
  const opening = indexedDB.open("aggregator", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("kept", { keyPath: "key" });
  const base = await asked(opening);
  try {
    return await asked(act(base.transaction("kept", mode).objectStore("kept")));
  } finally {
    base.close();
  }
}

const all = () => shelf("readonly", (kept) => kept.getAll());
const keep = (one) => shelf("readwrite", (kept) => kept.put(one));
const drop = (key) => shelf("readwrite", (kept) => kept.delete(key));
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, "0")).join("");

// What is typed in the form now; a photo as its bytes, for a file may be gone tomorrow.
async function typed() {
  const fields = {};
  let photo = null;
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields[name] = value;
    else if (value.size) photo = { name: value.name, bytes: new Blob([await value.arrayBuffer()], { type: value.type }) };
  }
  delete fields.csrf;
  return { key: fields.key, person, at: Date.now(), fields, photo };
}

const page = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
const said = (from) => (from.querySelector(".govuk-error-summary__list, main p")?.textContent ?? "").trim();

// One sending: "sent", "refused" with the desk's sentence, "door" if nobody is signed in,
// or "lost": nobody knows, and it is sent again.
async function send(one, csrf) {
  const data = new FormData();
  Object.entries({ ...one.fields, csrf }).forEach(([name, value]) => data.set(name, value));
  if (one.photo) data.set("photo", one.photo.bytes, one.photo.name);
  try {
    const signal = AbortSignal.timeout(LONGEST_WAIT);
    const answer = await fetch("/submit", { method: "POST", body: data, signal });
    const there = new URL(answer.url);
    if (answer.ok && there.pathname === "/submit" && there.searchParams.has("sent")) return { is: "sent", to: answer.url };
    if ([413, 422].includes(answer.status)) return { is: "refused", why: said(await page(answer)) };
    if (answer.status === 403) return { is: "door" };
  } catch { /* no connection, or one that broke */ }
  return { is: "lost" };
}

function tell(words, tone = "warn") {
  const status = document.getElementById("said");
  if (!status) return;
  const banner = Object.assign(document.createElement("div"), { className: `banner banner--${tone}`, tabIndex: -1 });
  banner.append(Object.assign(document.createElement("p"), { textContent: words }));
  status.replaceChildren(banner);
  banner.focus({ preventScroll: true });
  banner.scrollIntoView({ block: "nearest" });
}

// One tab at a time sends; with `ifAvailable` the others leave it to that one.
function alone(how, act) {
  return navigator.locks ? navigator.locks.request("aggregator-kept", how, act) : act(true);
}

async function handIn(event) {
  if (!person) return;
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  if (button.disabled) return;
  button.disabled = true;
  try {
    const one = await typed();
    await keep(one);
    const answer = await alone({}, async () => {
      const found = await send(one, form.elements.csrf.value);
      if (found.is === "sent" || found.is === "refused") await drop(one.key);
      return found;
    });
    if (answer.is === "sent") location.assign(answer.to);
    else if (answer.is === "refused") tell(`Not handed in yet. ${answer.why}`, "bad");
    else {
      afresh();
      navigator.storage?.persist?.();
      tell(answer.is === "door"
        ? "You are signed out. What you wrote is kept on this phone; sign in, and it is sent."
        : "There is no connection. It is kept on this phone, photo included, and sent by itself when there is one.");
    }
  } catch {
    // A browser that keeps nothing: as without this file.
    form.removeEventListener("submit", handIn);
    form.submit();
    return;
  }
  button.disabled = false;
  await show();
}

function afresh() {
  form.reset();
  form.elements.key.value = newKey();
  form.querySelectorAll(".photo-said").forEach((one) => one.replaceChildren());
}

// All that waits, one after the other and by one tab alone, with a token of today.
async function sendKept({ also } = {}) {
  const mine = (await all()).filter((one) => one.person === person && (!one.stays || one.key === also));
  if (!mine.length || !person) return;
  const fresh = await fetch("/submit", { headers: { accept: "text/html" } }).catch(() => null);
  if (!fresh?.ok) return;
  const desk = await page(fresh);
  const csrf = desk.querySelector("form[data-keep] [name=csrf]")?.value;
  if (!csrf || desk.body.dataset.person !== person) return;
  let sent = 0;
  for (const one of mine) {
    const answer = await send(one, csrf);
    if (answer.is === "sent") sent += 1, await drop(one.key);
    else if (answer.is === "refused") await keep({ ...one, stays: answer.why });
    else break;
  }
  if (sent && form) tell(`${sent === 1 ? "What was" : `All ${sent} that were`} kept on this phone is handed in. Thank you.`, "done");
  if (sent) await renew();
}

// The list of what was handed in, as it is now.
async function renew() {
  const answer = await fetch("/submit").catch(() => null);
  const now = answer?.ok && (await page(answer)).getElementById("mine");
  if (now) document.getElementById("mine")?.replaceWith(now);
}

async function tryAgain(more) {
  await alone({ ifAvailable: true }, (mine) => mine && sendKept(more));
  await show();
}

function button(words, about, act) {
  const one = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: words });
  one.append(Object.assign(document.createElement("span"), { className: "govuk-visually-hidden", textContent: `: ${about}` }));
  one.addEventListener("click", act);
  return one;
}

// Back into the form it stays kept, too, until it is handed in from there.
async function takeUp(one) {
  await keep({ ...one, stays: "You are changing it in the form above" });
  form.reset();
  for (const [name, value] of Object.entries(one.fields)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field?.type === "checkbox") field.checked = field.value === value;
    else if (field) field.value = value;
  }
  if (one.photo) {
    const files = new DataTransfer();
    files.items.add(new File([one.photo.bytes], one.photo.name, { type: one.photo.bytes.type }));
    form.elements.photo.files = files.files;
    form.querySelector("details").open = true;
  }
  form.elements.text.focus();
  await show();
}

function row(one) {
  const words = (one.fields.text ?? "").trim().slice(0, 80);
  const line = document.createElement("li");
  const told = document.createElement("span");
  told.className = "quiet small";
  told.textContent = `${one.photo ? "With a photo. " : ""}Written ${new Date(one.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}.${one.stays ? ` ${one.stays}.` : ""}`.replace("..", ".");
  const acts = document.createElement("span");
  acts.className = "actions";
  let sure = false;
  acts.append(
    button("Send it now", words, () => tryAgain({ also: one.key })),
    button("Back into the form", words, () => takeUp(one)),
    button("Throw it away", words, async (event) => {
      if (sure) await drop(one.key).then(show);
      else event.target.firstChild.textContent = "Really throw it away", sure = true;
    }),
  );
  line.append(Object.assign(document.createElement("strong"), { textContent: words }), told, acts);
  return line;
}

async function show() {
  const every = await all();
  const mine = every.filter((one) => one.person === person);
  if (note) {
    note.hidden = !mine.length;
    note.textContent = `${mine.length} ${mine.length === 1 ? "waits" : "wait"} on this phone`;
  }
  if (!panel) return;
  const list = panel.querySelector("ul");
  list.replaceChildren(...mine.map(row));
  if (every.length > mine.length) {
    const others = every.length - mine.length;
    list.append(Object.assign(document.createElement("li"), { className: "quiet", textContent: `${others} of somebody else's: sent when they sign in on this phone.` }));
  }
  panel.hidden = !every.length;
}

async function begin() {
  await show();
  await tryAgain();
  setInterval(() => document.hidden || tryAgain().catch(() => {}), AGAIN);
  addEventListener("online", () => tryAgain().catch(() => {}));
  document.addEventListener("visibilitychange", () => document.hidden || tryAgain().catch(() => {}));
}

if (globalThis.indexedDB && (person || form)) {
  form?.addEventListener("submit", handIn);
  // A browser that lets us keep nothing says so here.
  begin().catch(() => {});
}
if (form && me) navigator.serviceWorker?.register("/worker.js").catch(() => {});
