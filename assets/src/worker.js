// Answers a phone that has no connection: with a page to write on, which holds nothing of
// anybody. All that it can load was loaded before; nothing else is ever kept here.
const SHELF = "aggregator-1";
const PAGE = "/submit/offline";

async function fill() {
  const page = await fetch(PAGE, { credentials: "omit" });
  if (!page.ok) return;
  const words = await page.clone().text();
  const loads = [...words.matchAll(/(?:href|src)="((?:\/static\/|\/brand\.css)[^"]+)"/g)].map((found) => found[1]);
  const shelf = await caches.open(SHELF);
  await shelf.addAll([...new Set(loads), "/static/govuk-frontend.js", "/static/keep.js", "/static/photo.js"]);
  await shelf.put(PAGE, page);
}

async function answered(request) {
  try {
    const answer = await fetch(request);
    return answer;
  } catch (error) {
    const shelf = await caches.open(SHELF);
    const found = request.mode === "navigate"
      ? ["/", "/submit"].includes(new URL(request.url).pathname) && await shelf.match(PAGE)
      : await shelf.match(request);
    if (found) return found;
    throw error;
  }
}

addEventListener("install", (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode !== "navigate" && !pathname.startsWith("/static/") && pathname !== "/brand.css") return;
  event.respondWith(answered(request));
  // A new release of the desk has a new page, and new styles with it.
  if (request.mode === "navigate" && pathname === "/submit") event.waitUntil(fill().catch(() => {}));
});
