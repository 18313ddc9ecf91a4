// The page without a network (templates/offline.html): what waits on this device, what was sent, which pages are kept.
import { fact, isHeld, items, put } from "./store.js";

const page = document.querySelector("[data-offline-page]"), words = page.dataset;
const find = (name, inside = page) => inside.querySelector(`[data-${name}]`);
const lang = document.documentElement.lang;
// What a person wrote in words, and may write otherwise; an answer that was chosen is a number.
const isText = ([name, value]) => typeof value === "string"
  && (/^(title|text|place|photo_description)$/.test(name) || (/^q\d+$/.test(name) && /\p{L}/u.test(value)));
const moment = (at) => `\u2066${new Date(at).toLocaleString("fr", { dateStyle: "short", timeStyle: "short" })}\u2069`;
const order = async (told) => (await navigator.serviceWorker.ready).active.postMessage(told);
const make = (name) => find(`make-${name}`).content.firstElementChild.cloneNode(true);
const state = (item) => words[`state${(item.state === "sign-in" ? "door" : item.state).replace(/^./, (one) => one.toUpperCase())}`];

function line(item, who) {
  const one = make("item"), texts = item.fields.filter(isText);
  const files = item.fields.filter(([, value]) => typeof value !== "string").length;
  find("kind", one).textContent = words[`kind${item.kind.replace(/^./, (sign) => sign.toUpperCase())}`] ?? "";
  find("title", one).textContent = item.title;
  find("at", one).textContent = `${moment(item.at)}${files ? ` · ${words.files.replace("0", files)}` : ""}`;
  find("state", one).textContent = item.words || state(item) || words.stateWaiting;
  one.classList.toggle("field-wrong", item.state === "refused");
  find("door", one).hidden = item.state !== "sign-in";
  find("change", one).hidden = !texts.length;
  const again = find("again", one);
  again.hidden = item.state === "sign-in" || (item.state === "mine" && !who);
  again.textContent = item.state === "mine" ? words.mine : words.again;
  again.addEventListener("click", () => order({ type: "again", id: item.id, who }));
  find("remove", one).addEventListener("click", () => confirm(words.sure) && order({ type: "drop", id: item.id }));
  find("change", one).addEventListener("click", async () => {
    await put({ ...item, held: Date.now() });
    one.replaceWith(change(item, texts, who));
  });
  return one;
}

// What was written, to write it otherwise: it is not sent meanwhile.
function change(item, texts, who) {
  const row = make("change"), form = row.querySelector("form"), save = form.querySelector("button").parentElement;
  form.dataset.held = "";
  for (const [name, value] of texts) {
    const field = document.createElement("textarea");
    field.name = name;
    field.dir = "auto";
    field.rows = name === "text" ? 5 : 2;
    field.value = value;
    field.setAttribute("aria-label", words[`name${name.replace(/^./, (sign) => sign.toUpperCase())}`] ?? words.nameText);
    save.before(field);
  }
  const close = async (fields) => {
    const title = fields.find(([name]) => name === "title" || name === "text")?.[1] || item.title;
    await put({ ...item, fields, title: item.kind === "join" ? item.title : title.slice(0, 120), held: 0 });
    delete form.dataset.held;
    await order({ type: "again", id: item.id, who });
    await draw();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const written = new Map([...new FormData(form)]);
    close(item.fields.map(([name, value]) => [name, written.get(name) ?? value]));
  });
  find("leave", form).addEventListener("click", () => close(item.fields));
  queueMicrotask(() => form.querySelector("textarea").focus());
  return row;
}

async function draw() {
  if (find("items").querySelector("[data-held]")) return; // something is being written
  const who = await fact("who") ?? "", all = await items(), sent = (await fact("sent") ?? []).filter((one) => one.who === who);
  // What another person of this device wrote is hers: it is counted, and not shown.
  const shown = all.filter((item) => !item.who || item.who === who), others = all.length - shown.length;
  for (const item of shown) if (item.held && !isHeld(item)) await put({ ...item, held: 0 });
  find("items").replaceChildren(...shown.map((item) => line(item, who)));
  find("empty").hidden = Boolean(all.length);
  find("lost-kept").hidden = location.search !== "?kept" || !shown.some((item) => item.state === "waiting");
  find("others").hidden = !others;
  find("others-count").textContent = others;
  find("sent").hidden = !sent.length;
  find("sent-list").replaceChildren(...sent.map((one) => {
    const row = document.createElement("li"), link = document.createElement(one.url ? "a" : "span");
    if (one.url) link.href = one.url;
    link.dir = "auto";
    link.textContent = one.title || words[`kind${one.kind.replace(/^./, (sign) => sign.toUpperCase())}`];
    row.append(link, ` ${moment(one.at)}`);
    return row;
  }));
}

async function pages() {
  const cache = await caches.open("pages"), kept = [];
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url), answer = await cache.match(url);
    if (!answer || pathname.endsWith("/blank/") || !pathname.startsWith(`/${lang}/`)) continue;
    kept.push({ pathname, title: decodeURIComponent(answer.headers.get("x-title")), at: answer.headers.get("x-seen") });
  }
  kept.sort((one, other) => other.at.localeCompare(one.at));
  find("pages-none").hidden = Boolean(kept.length);
  find("pages").replaceChildren(...kept.map(({ pathname, title, at }) => {
    const row = document.createElement("li"), link = document.createElement("a"), time = document.createElement("span");
    link.href = pathname;
    link.textContent = new DOMParser().parseFromString(title, "text/html").documentElement.textContent; // "&amp;" in a title
    time.className = "muted";
    time.textContent = ` ${moment(at)}`;
    row.append(link, time);
    return row;
  }));
}

// In the place of a page that could not be had, or of a form that could not be sent.
const { lost } = document.body.dataset;
if (lost) find(`lost-${lost}`).hidden = false;
addEventListener("agraw:outbox", draw);
draw();
pages().catch(() => {});
