// The room, the console and the projector of a sitting (templates/debates/room.html, console.html, projector.html): the frame `room`
// of docs/live.md put into the page's own slots, clocks that run, and what is the reader's own asked for again when it has moved.
import { follow, reload } from "./follow.js";

const root = document.querySelector("[data-room]");
const words = root.dataset;
const clone = (name) => root.querySelector(`template[${name}]`).content.firstElementChild.cloneNode(true);
const put = (name, text, within = root) => { for (const one of within.querySelectorAll(`[data-slot="${name}"]`)) one.textContent = text ?? ""; };
const when = (name, is, within = root) => {
  for (const one of within.querySelectorAll(`[data-when="${name}"]`)) one.hidden = !is;
  for (const one of within.querySelectorAll(`[data-unless="${name}"]`)) one.hidden = is;
};
const wake = (id) => window.htmx?.trigger(`#${id}`, id);
const soon = {};
const wakeSoon = (id) => { soon[id] ??= setTimeout(() => { delete soon[id]; wake(id); }, 300); };
const said = root.querySelector("[data-say]");
const say = (text, values = {}) => { if (said && text) said.textContent = text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all); };
const called = (person) => person.name || words.wordInhabitant;

// Clocks: [data-down] to a moment, over it with a sign; [data-up] from one, with [data-besides] seconds taken before. The server's
// clock counts, not the phone's.
let skew = Date.parse(words.now) - Date.now();
const two = (number) => String(number).padStart(2, "0");
function tick() {
  const now = Date.now() + skew;
  for (const clock of root.querySelectorAll(".timer")) {
    const { down, up, besides } = clock.dataset;
    if (!down && !up) { clock.textContent = ""; continue; }
    const left = down ? Math.round((Date.parse(down) - now) / 1000) : Math.max(Math.floor((now - Date.parse(up)) / 1000), 0) + Number(besides ?? 0);
    const seconds = Math.abs(left);
    const text = `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
    if (clock.textContent !== text) clock.textContent = text;
    clock.classList.toggle("over", left < 0);
    clock.classList.toggle("soon", Boolean(down) && left >= 0 && left <= 30);
  }
}
const clocks = (name, at) => { for (const one of root.querySelectorAll(`[data-${name}]`)) one.dataset[name] = at ?? ""; };

let before;
function draw(frame) {
  const { point, floor, poll, shares, here } = frame;
  put("online", here.online);
  put("hall", here.hall ?? "–");
  when("hall", here.hall !== null);
  put("point", point?.title);
  put("minutes", point?.minutes);
  when("point", Boolean(point));
  clocks("up", point?.since);
  for (const one of root.querySelectorAll("[data-point]")) {
    if (Number(one.dataset.point) === point?.id) one.setAttribute("aria-current", "step");
    else one.removeAttribute("aria-current");
  }
  put("speaker", floor && called(floor));
  put("speaker-about", floor?.about);
  when("speaker-procedural", floor?.kind === "procedural");
  when("floor", Boolean(floor));
  clocks("down", floor?.until);
  for (const group of ["women", "youth"]) { put(group, shares[group]); when(group, shares[group] !== null); }
  const told = root.querySelector("[data-shares]");
  if (told) told.hidden = shares.women === null && shares.youth === null;
  drawQueue(frame);
  drawPoll(poll);
  drawMine(frame);
  if (before) tell(frame, before);
  before = frame;
  tick();
}

function drawQueue({ queue, waiting }) {
  const box = root.querySelector("[data-queue-box]");
  if (!box) return;
  box.hidden = !waiting;
  put("waiting", waiting);
  box.querySelector("[data-queue]").replaceChildren(...queue.map((person) => {
    const row = clone("data-queue-row");
    row.dataset.id = person.id;
    put("name", called(person), row);
    put("about", person.about, row);
    when("procedural", person.kind === "procedural", row);
    return row;
  }));
}

function drawPoll(poll) {
  const box = document.getElementById("poll");
  if (!box) return;
  box.hidden = !poll;
  if (!poll) { box.dataset.poll = ""; return; }
  put("question", poll.question, box);
  put("voters", poll.voters, box);
  const isOpen = poll.state === "open";
  when("poll-open", isOpen, box);
  when("poll-closed", !isOpen, box);
  const isSame = Number(box.dataset.poll) === poll.id && box.dataset.state === poll.state;
  if (isSame && isOpen) return;  // what was chosen stays pressed
  box.dataset.poll = poll.id;
  box.dataset.state = poll.state;
  const form = box.querySelector("[data-vote]");
  if (form) form.action = form.action.replace(/\/polls\/\d+\//, `/polls/${poll.id}/`);
  const voted = box.querySelector("[data-voted]");
  if (voted) voted.textContent = "";
  box.querySelector("[data-options]").replaceChildren(...poll.options.map((option) => {
    const item = clone(isOpen ? "data-option" : "data-result");
    put("text", option.text, item);
    put("share", option.share, item);
    put("votes", option.votes, item);
    const button = item.querySelector("button");
    if (button) button.value = option.id;
    const bar = item.querySelector("progress");
    if (bar) { bar.value = option.share; bar.setAttribute("aria-label", option.text); }
    return item;
  }));
}

// Her own request: her place, or, when it has moved, her part of the page again.
function drawMine({ queue, floor }) {
  const mine = root.querySelector("[data-request]");
  if (!mine) return;
  const id = Number(mine.dataset.request);
  const place = queue.findIndex((person) => person.id === id) + 1;
  const hasFloor = floor?.id === id;
  if (place && !("given" in mine.dataset)) put("place", place);
  else if (hasFloor !== "given" in mine.dataset || (!place && !hasFloor)) wakeSoon("mine");
}

// To screen readers, one thing at a time: what matters most of what changed.
function tell({ point, floor, poll }, past) {
  if (floor?.id !== past.floor?.id) say(floor ? words.wordFloor : words.wordNobody, floor ? { name: called(floor) } : {});
  else if (poll && (poll.id !== past.poll?.id || poll.state !== past.poll.state)) say(poll.state === "open" ? words.wordPoll : words.wordResult, poll);
  else if (point && point.id !== past.point?.id) say(words.wordPoint, point);
}

document.addEventListener("agraw:frame", ({ detail: frame }) => {
  if ("console" in words && frame.type !== "room") return wakeSoon("talk");
  if (frame.type !== "room" || !frame.sitting) return;
  const isThis = frame.sitting.id === Number(words.sitting);
  if (isThis ? frame.sitting.state !== words.state : frame.sitting.state === "live" && words.state === "live") return reload("console" in words ? 0 : undefined);
  if (!isThis) return;
  skew = Date.parse(frame.now) - Date.now();
  if ("console" in words) wakeSoon("desk");
  else draw(frame);
});

// A vote goes without leaving the page; when it cannot, that is said, and the same press sends it again.
const failed = root.querySelector("[data-failed]");
const fail = (is) => { if (failed) { failed.hidden = !is; failed.textContent = is ? words.wordFailed : ""; } };
root.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-vote]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  event.stopPropagation();
  const voted = root.querySelector("[data-voted]");
  try {
    const body = new FormData(form, event.submitter);
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (answer.ok) {
      for (const one of form.querySelectorAll("button")) one.setAttribute("aria-pressed", one === event.submitter);
      voted.textContent = await answer.text();
    } else if (answer.status === 409) {
      voted.textContent = new DOMParser().parseFromString(await answer.text(), "text/html").body.textContent.trim();
    } else location.reload();
    fail(false);
  } catch { fail(true); }
});
document.addEventListener("htmx:error", () => fail(true));
document.addEventListener("htmx:after:request", () => fail(false));

// The button that was pressed may be gone with what it did: whoever uses the keyboard goes on from the head of the desk.
let wasThere = false;
document.addEventListener("htmx:before:swap", () => { wasThere = Boolean(document.activeElement?.closest("#desk")); });
document.addEventListener("htmx:after:swap", () => {
  if (wasThere && document.activeElement === document.body) document.getElementById("desk-floor")?.focus();
});

// What is open under the facilitator's hands is not changed by news.
root.addEventListener("toggle", ({ target }) => target.toggleAttribute("hx-morph-skip", target.open), true);

// The few pages that show how many are here and have voted ask for it.
if (words.counts) {
  setInterval(async () => {
    if (document.hidden || words.state !== "live") return;
    try {
      const counts = await (await fetch(words.counts, { headers: { Accept: "application/json" } })).json();
      put("online", counts.online);
      put("hall", counts.hall ?? "–");
      put("voters", counts.voters);
    } catch { /* the next one will do */ }
  }, 5_000);
}

tick();
setInterval(tick, 1_000);
if ("follow" in words) follow(root);
