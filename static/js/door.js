// The door of an event (templates/events/door.html): a badge's square or code is known by its fingerprint, so that people are let in
// without a network. What was scanned is kept on the device and sent when the network is back; the server counts each badge once.
const root = document.querySelector("[data-door]");
const words = root.dataset;
const find = (name) => root.querySelector(`[data-${name}]`);
const form = find("typed"), input = form.elements.code, said = find("said"), kept = find("kept"), refused = find("refused");
const expected = new Set(words.expected.split(" ")), inside = new Set(words.arrived.split(" "));
const KEY = `agraw-door-${words.event}`, AGAIN = 15_000, SAME = 4_000;
const READ = /^[0-9A-HJKMNP-TV-Z]{8}$/;

const load = () => { try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; } };
let waiting = load(), sending = false, scanning = false;

function code(text) {
  let found = text.trim().toUpperCase();
  if (found.startsWith("AGRAW:")) {
    const parts = found.split(":");
    if (parts.length !== 4 || parts[1] !== words.event) return "";
    found = parts[2];
  }
  found = found.replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return READ.test(found) ? found : "";
}

async function print(found) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${words.salt}:${found}`));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
}

function say(tone, text) {
  said.className = `notice notice-${tone}`;
  said.textContent = text;
  said.hidden = false;
}

function keep() {
  localStorage.setItem(KEY, JSON.stringify(waiting));
  kept.hidden = false;
  kept.textContent = waiting.length ? `${words.wordWaiting} ${waiting.length}` : words.wordSent;
}

async function admit(text, groups) {
  const found = code(text);
  if (!found) return say("error", words.wordWrong);
  const spaced = `\u2066${found.slice(0, 4)}-${found.slice(4)}\u2069`, mark = await print(found);
  if (inside.has(mark)) return say("warning", `${words.wordAgain}: ${spaced}`);
  // Registered since this page was loaded: only the server knows.
  if (!expected.has(mark) && !navigator.onLine) return say("error", `${words.wordUnknown} ${spaced}`);
  inside.add(mark);
  if (expected.has(mark)) {
    find("count").textContent = Number(find("count").textContent.replace(/\D/g, "")) + 1;
    say("success", `${words.wordIn}: ${spaced}`);
    navigator.vibrate?.(80);
  }
  waiting.push({ id: crypto.randomUUID(), code: text.trim(), at: new Date().toISOString(), groups });
  keep();
  return send();
}

async function send() {
  if (sending || !waiting.length || navigator.onLine === false) return;
  sending = true;
  const sent = waiting.slice(0, 500);
  try {
    const answer = await fetch(words.door, {
      method: "POST", body: JSON.stringify({ scans: sent }), headers: { "Content-Type": "application/json", "X-CSRFToken": words.csrf },
    });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const { results, arrived } = await answer.json();
    const done = new Set(results.map((one) => one.id));
    waiting = waiting.filter((one) => !done.has(one.id));
    for (const one of results) {
      if (one.outcome === "refused") await refuse(sent.find((scan) => scan.id === one.id), one.words);
      else if (results.length === 1) say("success", `${one.outcome === "again" ? words.wordAgain : words.wordIn}: \u2066${code(sent[0].code)}\u2069`);
    }
    if (!waiting.length) find("count").textContent = arrived;
    keep();
  } catch { /* kept: it is sent again */ } finally { sending = false; }
}

async function refuse(scan, why) {
  const found = code(scan.code), mark = await print(found), line = document.createElement("li");
  inside.delete(mark);
  line.textContent = `${words.wordRefused} \u2066${found}\u2069 · ${why}`;
  refused.append(line);
  refused.hidden = false;
  say("error", line.textContent);
}

const groups = () => [...form.querySelectorAll("[name=groups]:checked")].map((one) => one.value);

async function take(text) {
  const chosen = groups();
  form.reset();
  await admit(text, chosen);
}

if (globalThis.crypto?.subtle) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await take(input.value);
    input.focus();
  });
  addEventListener("online", send);
  setInterval(send, AGAIN);
  (async () => {
    for (const one of waiting) inside.add(await print(code(one.code)));
    if (waiting.length) keep();
    send();
  })();
}

// The camera, where the browser reads squares by itself (BarcodeDetector).
if ("BarcodeDetector" in globalThis && navigator.mediaDevices?.getUserMedia && globalThis.crypto?.subtle) {
  const video = find("video"), button = find("scan");
  find("scanner").hidden = false;
  button.addEventListener("click", async () => {
    if (scanning) return stop();
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      await video.play();
      scanning = true;
      look(detector, video);
    } catch { stop(); say("warning", words.wordCamera); }
  });
  const stop = () => {
    scanning = false;
    video.srcObject?.getTracks().forEach((track) => track.stop());
    video.hidden = true;
  };
  let last = "", since = 0;
  const look = async (detector, from) => {
    if (!scanning) return;
    const [square] = await detector.detect(from).catch(() => []);
    if (square && (square.rawValue !== last || Date.now() - since > SAME)) {
      [last, since] = [square.rawValue, Date.now()];
      await take(square.rawValue);
    }
    setTimeout(() => look(detector, from), 250);
  };
}
