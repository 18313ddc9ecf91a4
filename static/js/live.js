// A live discussion in the page (templates/debates/_thread.html): what comes is put in its place, what is sent says how it fares.
import { follow } from "./follow.js";

const root = document.querySelector("[data-thread]");
const list = root.querySelector("[data-contributions]");
const blank = root.querySelector("template[data-blank]");
const news = root.querySelector("[data-news]");
const words = root.dataset;
const find = (id) => list.querySelector(`[data-id="${Number(id)}"]`);
const slot = (item, name) => [...item.querySelectorAll(`[data-slot=${name}]`)].find((one) => one.closest("[data-id]") === item);

function fill(item, frame) {
  const said = slot(item, "text");
  if (said && said.textContent !== frame.text) said.textContent = frame.text;
  const voice = slot(item, "voice");
  if (voice && frame.voice) {
    const { seconds, transcript } = frame.voice;
    voice.hidden = false;
    slot(item, "seconds").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    slot(item, "typed").hidden = !transcript;
    slot(item, "transcript").textContent = transcript;
  } else voice?.remove();
  slot(item, "name").textContent = frame.said_by || frame.name || (frame.left ? words.wordLeft : words.wordInhabitant);
  slot(item, "hall").hidden = frame.channel !== "hall";
  slot(item, "edited").hidden = !frame.edited;
  slot(item, "pinned").hidden = !frame.pinned;
  for (const kind of ["agree", "disagree", "thank"]) slot(item, kind).textContent = frame[kind] || "";
  item.classList.toggle("pinned", frame.pinned);
}

function make(frame) {
  const item = blank.content.firstElementChild.cloneNode(true);
  item.dataset.id = frame.id;
  item.id = `c${frame.seq}`;
  for (const one of item.querySelectorAll("[href],[formaction],[for],[id],[src]")) {
    for (const name of ["href", "formaction", "for", "id", "src"]) {
      if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace("/0/", `/${frame.id}/`));
    }
  }
  const at = slot(item, "at");
  at.dateTime = frame.at;
  at.textContent = new Date(frame.at).toLocaleTimeString("fr", { hour: "2-digit", minute: "2-digit" });
  slot(item, "number").textContent = `#${frame.seq}`;
  const office = slot(item, "office");
  office.textContent = words[`office${frame.office[0]?.toUpperCase()}${frame.office.slice(1)}`] ?? "";
  office.hidden = !office.textContent;
  if (frame.parent) slot(item, "answer")?.remove(); // one level
  return item;
}

// Newest first; answers under what they answer, oldest first. A page of older ones takes no new ones in.
function place(item, frame) {
  if (frame.parent) {
    const replies = find(frame.parent)?.querySelector("[data-replies]");
    const next = [...(replies?.children ?? [])].find((one) => Number(one.id.slice(1)) > frame.seq);
    replies?.insertBefore(item, next ?? null);
    return Boolean(replies);
  }
  if (!("newest" in list.dataset)) return false;
  const next = [...list.children].find((one) => Number(one.id.slice(1)) < frame.seq);
  list.insertBefore(item, next ?? null);
  return true;
}

let unread = 0, timer;
function count() {
  // Said to screen readers too, but not for each one in a rush.
  unread += 1;
  timer ??= setTimeout(() => {
    news.textContent = words.wordNew.replace("0", unread);
    unread = 0;
    timer = undefined;
  }, 3_000);
}

const show = {
  contribution(frame) {
    const there = find(frame.id);
    const item = there ?? make(frame);
    fill(item, frame);
    if (!there && place(item, frame) && !mine.has(frame.id)) count();
    root.querySelector("[data-none]")?.remove();
  },
  held(frame) {
    root.dispatchEvent(new CustomEvent("agraw:held", { detail: frame, bubbles: true }));
  },
  gone(frame) {
    const item = find(frame.id);
    if (!item || !frame.replies) return item?.remove();
    for (const name of ["name", "office", "agree", "disagree", "thank"]) slot(item, name).textContent = "";
    (slot(item, "text") ?? {}).textContent = words.wordGone;
    item.querySelector(".said-acts")?.remove();
    item.querySelector(".audio")?.remove();
  },
};
document.addEventListener("agraw:frame", ({ detail }) => show[detail.type]?.(detail));
document.addEventListener("agraw:line", ({ detail }) => {
  const line = root.querySelector("[data-line]");
  if (line) line.dataset.line = detail;
  for (const one of line?.children ?? []) one.hidden = one.dataset.when !== detail;
});

// Sending: "sending", then in its place; or "not sent", what was written kept, and the same press sends it again, stored once.
const mine = new Set();
const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one, i) =>
  ((i === 6 ? (one & 15) | 64 : i === 8 ? (one & 63) | 128 : one) + 256).toString(16).slice(1)).join("");

root.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-contribute]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  const said = form.querySelector("[data-sent]");
  const say = (text, wrong = false) => { said.textContent = text; said.classList.toggle("wrong", wrong); };
  form.dataset.sending = "1";
  say(words.wordSending);
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { Accept: "application/json", "X-Requested-With": "fetch" },
    });
    const told = (answer.headers.get("content-type") ?? "").includes("json") ? await answer.json() : {};
    if (answer.ok) {
      // 202: no network answered, and the device keeps it (worker/outbox.js).
      mine.add(told.id);
      if (told.type === "contribution") show.contribution(told);
      form.reset();
      form.client_key.value = key();
      form.closest("details")?.removeAttribute("open");
      say(answer.status === 202 ? words.wordKept : told.type === "contribution" ? words.wordSent : words.wordHeld);
    } else say(told.detail ?? words.wordFailed, true);
  } catch { say(words.wordFailed, true); }
  delete form.dataset.sending;
  delete form.dataset.busy;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

follow(root);
