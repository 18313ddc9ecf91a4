// What is sent when no network answers waits on this device, and is sent when it is back: once, in order, in its writer's name.
// A form says that it may wait by {% outbox "kind" %} (a hidden field); every other form is not kept, and says so.
import { NEVER } from "../never.js";
import { drop, fact, isHeld, items, learn, put } from "../store.js";
import { language, none, offlinePage } from "./pages.js";

const MOST = 20, BYTES = 20_000_000, REMEMBERED = 200;
const AWAY = new Set([502, 503, 504, 507]); // what is behind the front did not answer, or has no room
const TRIES = 3; // answers that say nothing of what became of it: then it is told as refused, and keeps nothing else waiting
const OURS = new Set(["outbox", "outbox_title", "csrfmiddlewaretoken"]);

export async function state() {
  const all = await items(), who = await fact("who") ?? "";
  return { waiting: all.length, refused: all.filter((one) => one.state === "refused" && (!one.who || one.who === who)).length };
}

export async function tell(client) {
  const told = { ...await state(), type: "outbox" };
  const all = client ? [client] : await self.clients.matchAll({ includeUncontrolled: true });
  for (const one of all) one.postMessage(told);
}

// --- keeping ---
export async function post(event, url) {
  const copy = event.request.clone();
  if (url.searchParams.has("kept")) return keep(event, url, copy); // a blank form, written on without a session
  let answer;
  try { answer = await fetch(event.request); } catch { return keep(event, url, copy); }
  return AWAY.has(answer.status) ? keep(event, url, copy, answer) : answer;
}

const size = (fields) => fields.reduce((sum, [, value]) => sum + (value.data?.byteLength ?? value.length), 0);
const same = (one, other) => one.length === other.length && one.every(([name, value], place) => {
  const [called, held] = other[place];
  return name === called && (typeof value === "string" ? value === held : value.data.byteLength === held.data?.byteLength);
});
const words = (fields) => fields.filter(([name]) => name !== "client_key");

async function keep(event, url, request, answer) {
  const form = await request.formData().catch(() => undefined);
  const kind = form?.get("outbox"), { pathname } = url;
  const isPage = event.request.mode === "navigate";
  const fail = (why) => answer ?? (isPage ? none(pathname, why) : Response.error());
  if (!kind) return fail("form");
  const fields = [];
  for (const [name, value] of form) {
    if (OURS.has(name)) continue;
    if (NEVER.test(name)) return fail("form");
    if (typeof value === "string") fields.push([name, value]);
    else if (value.size) fields.push([name, { name: value.name, type: value.type, data: await value.arrayBuffer() }]);
  }
  const lang = language(pathname), all = await items(), who = await fact("who") ?? "";
  const old = all.find((one) => one.url === pathname && one.who === who && same(words(one.fields), words(fields)));
  if (!old) {
    const bytes = size(fields);
    if (all.length >= MOST || bytes + all.reduce((sum, one) => sum + one.size, 0) > BYTES) return fail("full");
    const title = String(form.get("outbox_title") ?? form.get("title") ?? form.get("text") ?? "").trim().slice(0, 120);
    try {
      await put({
        key: await unused(fields, all), kind: String(kind), title, url: pathname, lang, fields, size: bytes, who,
        at: new Date().toISOString(), state: "waiting", words: "", tried: 0,
      });
    } catch { return fail("full"); } // the device has no room
  }
  await tell();
  event.waitUntil(Promise.allSettled([self.registration.sync?.register("outbox"), flush()]));
  if (isPage) return Response.redirect(`${offlinePage(lang)}?kept`, 303);
  if (event.request.headers.has("hx-request")) return new Response("", { headers: { "HX-Redirect": offlinePage(lang) } });
  return Response.json({ type: "waiting" }, { status: 202 });
}

// A form that is gone back to holds the key of what it sent before: something else that is written in it gets a key of its own.
async function unused(fields, all) {
  const field = fields.find(([name]) => name === "client_key");
  if (!field) return "";
  const used = [...await fact("used") ?? [], ...all.map((one) => one.key)];
  if (!field[1] || used.includes(field[1])) field[1] = crypto.randomUUID();
  return field[1];
}

// --- sending ---
let running;
export function flush() {
  running ??= send().finally(() => { running = undefined; });
  return running;
}

async function send() {
  let all = await items();
  if (!all.length) return;
  const key = await fetch("/device/", { cache: "no-store" }).then((answer) => answer.json()).catch(() => undefined);
  if (!key) return; // no network yet
  for (const { id } of all) {
    const item = (await items()).find((one) => one.id === id); // it may have been changed or taken away meanwhile
    if (!item || item.state === "refused" || isHeld(item)) continue;
    const stands = !key.who ? "sign-in" : item.who === key.who ? "" : item.who ? "other" : "mine";
    if (stands) { await put({ ...item, state: stands }); continue; }
    const told = await give(item, key.csrf);
    if (told.outcome === "later") { await put({ ...item, state: "waiting" }); break; }
    if (told.outcome === "failed" && item.tried + 1 < TRIES) await put({ ...item, state: "waiting", tried: item.tried + 1 });
    else if (told.outcome === "failed") await put({ ...item, state: "refused", words: told.words ?? "", tried: 0 });
    else if (told.outcome === "sign_in") await put({ ...item, state: "sign-in" });
    else if (told.outcome === "refused") await put({ ...item, state: "refused", words: told.words, tried: item.tried + 1 });
    else {
      await drop(id);
      await learn("used", [...await fact("used") ?? [], item.key].filter(Boolean).slice(-REMEMBERED));
      const sent = { title: item.title, kind: item.kind, url: told.url, at: new Date().toISOString(), who: item.who };
      await learn("sent", [sent, ...await fact("sent") ?? []].slice(0, 10));
    }
    await tell();
  }
  await tell();
}

async function give(item, csrf) {
  const body = new FormData();
  for (const [name, value] of item.fields) {
    if (typeof value === "string") body.append(name, value);
    else body.append(name, new File([value.data], value.name, { type: value.type }));
  }
  body.append("written_at", item.at);
  try {
    const answer = await fetch(item.url, { method: "POST", body, headers: { "X-Waited": "1", "X-CSRFToken": csrf } });
    if (answer.ok && answer.headers.get("content-type")?.includes("json")) return await answer.json();
    // A front that answers in the server's place knows nothing of what became of it.
    return { outcome: answer.status === 429 || AWAY.has(answer.status) ? "later" : "failed" };
  } catch { return { outcome: "later" }; }
}
