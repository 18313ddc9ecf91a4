// The service worker of the whole site, at /sw.js (config/offline.py puts its version before it): pages that are kept, what waits
// to be sent, notifications. Whatever it does not know goes to the network as if it were not there.
import { drop, items, learn, put } from "./store.js";
import { flush, post, tell } from "./worker/outbox.js";
import { activate, file, first, install, page } from "./worker/pages.js";
import "./worker/push.js";

// A page of the version before works with this worker too: what they share are addresses and the three headers.
self.addEventListener("install", (event) => event.waitUntil(install().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), activate()])));

const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)/;
const DOOR = /^\/\w+\/(accounts|admin)\//; // codes, passwords, keys: never looked at

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin || DOOR.test(url.pathname)) return;
  if (request.method === "POST") {
    if (FORM.test(request.headers.get("content-type") ?? "")) event.respondWith(post(event, url));
  } else if (request.method !== "GET") return;
  else if (request.mode === "navigate") event.respondWith(page(event));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(event));
});

// Where the browser calls when the network is back (Background Sync): it calls again when something is left.
self.addEventListener("sync", (event) => event.waitUntil(flush().then(async () => {
  if ((await items()).some((one) => one.state === "waiting")) throw new Error("waiting");
})));

const orders = {
  // A page was opened: whose session it shows ("" nobody's), unless it is a page that was kept.
  async hello({ who, light, isFirst }, client) {
    if (who !== undefined) await Promise.all([learn("who", who), learn("light", light)]);
    await tell(client);
    if (isFirst) await first(client.url);
    await flush();
  },
  flush,
  async drop({ id }) { await drop(id); await tell(); },
  async again({ id, who }) {
    const item = (await items()).find((one) => one.id === id);
    if (item) await put({ ...item, state: "waiting", words: "", held: 0, who: item.who || who });
    await flush();
    await tell();
  },
};
self.addEventListener("message", (event) => {
  const order = Object.hasOwn(orders, event.data?.type) && orders[event.data.type];
  if (order) event.waitUntil(order(event.data, event.source));
});
