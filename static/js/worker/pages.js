// Pages and files that this device keeps. Only what the server says is nobody's in particular (X-Keep, config/keeping.py).
import { fact, learn } from "../store.js";

const { version, shell, languages } = self.AGRAW;
const SHELL = `shell-${version}`, PAGES = "pages";
const MOST = 40, BYTES = 2_000_000, OLDEST = 14 * 86_400_000; // pages, bytes, ms
const PATIENCE = 3_000; // ms until a page that is kept is shown in the network's place
const AGAIN = 3_600_000; // ms for which a visitor's copy of a page that a person reads is new enough
const GONE = [403, 404, 410]; // what a page that was hidden answers: no copy of it stays
const plain = (url) => { const one = new URL(url, location.origin); return one.origin + one.pathname; };
export const language = (path) => languages.find((code) => path.startsWith(`/${code}/`)) ?? languages[0];
export const offlinePage = (lang) => `/${lang}/offline/`;
// Nothing is fetched beyond what is read where each byte counts.
const isThrifty = async () => {
  const { saveData, effectiveType = "" } = navigator.connection ?? {};
  return saveData || effectiveType.includes("2g") || Boolean(await fact("light"));
};

// --- the shell ---
export async function install() {
  const cache = await caches.open(SHELL);
  await cache.addAll(shell);
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const spoken = new Set(open.map((client) => language(new URL(client.url).pathname)));
  await Promise.allSettled([...spoken].map((lang) => ready(lang)));
}

// A page of the version before may still ask for its own files: one older shell stays, and the pages drawn with it.
export async function activate() {
  const shells = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
  const old = shells.slice(0, -1), left = new Set([SHELL, ...shells.slice(-1)]), cache = await caches.open(PAGES);
  await Promise.all(old.map((name) => caches.delete(name)));
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    if (!left.has(kept.headers.get("x-shell"))) await cache.delete(request);
  }
  await self.registration.navigationPreload?.enable();
}

// The page without a network, in this language.
async function ready(lang, anew = false) {
  const cache = await caches.open(SHELL);
  if (!anew && await cache.match(offlinePage(lang))) return;
  const answer = await fetch(offlinePage(lang), { credentials: "omit" });
  if (answer.ok) await cache.put(offlinePage(lang), new Response(await answer.text(), { headers: html(answer) }));
}
const offline = async (lang) => (await caches.open(SHELL)).match(offlinePage(lang));

// Files have the hash of what is in them in their names: what is kept is right for ever.
export async function file(event) {
  const kept = await caches.match(event.request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.ok && answer.status === 200 && /\.[0-9a-f]{12}\.\w+$/.test(new URL(event.request.url).pathname)) {
    const copy = answer.clone();
    event.waitUntil(caches.open(SHELL).then((cache) => cache.put(event.request, copy)));
  }
  return answer;
}

// --- pages ---
export async function page(event) {
  const { request } = event, path = new URL(request.url).pathname, lang = language(path);
  const network = Promise.resolve(event.preloadResponse).then((answer) => answer ?? fetch(request));
  if (path === offlinePage(lang)) {
    const kept = await offline(lang);
    event.waitUntil(network.then(() => ready(lang, true)).catch(() => {}));
    return kept ?? network;
  }
  event.waitUntil(network.then((answer) => seen(request.url, answer.clone())).catch(() => {}));
  const cache = await caches.open(PAGES), kept = await cache.match(plain(request.url));
  // Whoever asks for the page once more wants it as it is now, however long it takes.
  const late = kept && request.cache === "default" && new Promise((done) => { setTimeout(done, PATIENCE); });
  const answer = await Promise.race([network.catch(() => undefined), ...late ? [late] : []]);
  if (answer) return answer;
  const found = kept ?? await cache.match(`${plain(request.url)}blank/`);
  return found ? shown(found, `data-seen="${found.headers.get("x-seen")}"`) : none(path);
}

// A page as it was says when, so that nobody takes it for the state of things.
async function shown(kept, mark, status = 200) {
  const text = (await kept.text()).replace("<body", `<body ${mark}`);
  return new Response(text, { status, headers: html(kept) });
}

const html = (answer) => ({
  "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": answer.headers.get("content-security-policy") ?? "",
});

// Nothing is kept of this page: what there is, and that what was being sent was not (`lost`: "form", or "full" for want of room).
export async function none(path, lost = "page") {
  const kept = await offline(language(path));
  return kept ? shown(kept, `data-lost="${lost}"`, 503) : Response.error();
}

async function seen(url, answer) {
  const path = new URL(url).pathname, who = answer.headers.get("x-who");
  if (who !== null) await learn("who", who);
  if (GONE.includes(answer.status)) await forget(url);
  if (!answer.ok || answer.redirected) return;
  const keep = answer.headers.get("x-keep"), blank = answer.headers.get("x-blank");
  if (keep === "page") await store(url, answer);
  else if (keep || blank) {
    const spares = await isThrifty();
    for (const one of [keep && url, blank]) if (one) await (spares ? forget(one, AGAIN) : fresh(one));
  }
  await ready(language(path));
}

// The page that was open before there was a worker.
export async function first(url) {
  if (!new URL(url).search && !await isThrifty()) await fresh(url).catch(() => {});
}

// Something of an older copy may have been hidden since: where each byte counts it goes, elsewhere it is asked for again.
async function forget(url, age = 0) {
  const cache = await caches.open(PAGES), old = await cache.match(plain(url));
  if (old && Date.now() - Date.parse(old.headers.get("x-seen")) >= age) await cache.delete(plain(url));
}

// The visitor's page, asked for without the session of whoever reads. One that is as it was costs no page (304).
async function fresh(url) {
  const cache = await caches.open(PAGES), old = await cache.match(plain(url)), etag = old?.headers.get("x-etag");
  if (old && Date.now() - Date.parse(old.headers.get("x-seen")) < AGAIN) return;
  const answer = await fetch(plain(url), { credentials: "omit", headers: etag ? { "If-None-Match": etag } : {} });
  if (answer.status === 304) {
    const headers = new Headers(old.headers);
    headers.set("X-Seen", new Date().toISOString());
    await cache.put(plain(url), new Response(await old.text(), { headers }));
  } else if (answer.ok && !answer.redirected && answer.headers.get("x-keep") === "page") await store(url, answer);
  else if (GONE.includes(answer.status)) await forget(url);
}

async function store(url, answer) {
  const text = await answer.text(), cache = await caches.open(PAGES);
  const [, title = ""] = /<title>([^<]*)/.exec(text) ?? [];
  await cache.put(plain(url), new Response(text, { headers: {
    ...html(answer), "X-Seen": new Date().toISOString(), "X-Title": encodeURIComponent(title.replace(/\s+/g, " ").trim()),
    "X-ETag": answer.headers.get("etag") ?? "", "X-Bytes": String(new Blob([text]).size), "X-Shell": SHELL,
  } }));
  await bound(cache);
}

async function bound(cache) {
  const kept = await Promise.all((await cache.keys()).map(async (request) => {
    const { headers } = await cache.match(request);
    return { request, at: Date.parse(headers.get("x-seen")), bytes: Number(headers.get("x-bytes")) };
  }));
  let bytes = 0;
  kept.sort((one, other) => other.at - one.at);
  for (const [number, one] of kept.entries()) {
    bytes += one.bytes;
    if (number >= MOST || bytes > BYTES || Date.now() - one.at > OLDEST) await cache.delete(one.request);
  }
}
