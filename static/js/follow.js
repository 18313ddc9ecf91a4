// Follow a discussion: a socket that only listens, and when there is none, a question every few seconds. Frames: docs/live.md.
// Every frame is told to the page as the event "agraw:frame"; how the line stands as "agraw:line" (live, waiting, asking).
// `rev` counts the changes we have seen: whoever comes back with it misses nothing and sees nothing twice.
const BEAT = 75_000; // ms without a word (a beat comes every 30 s): the line is dead, whatever the browser thinks
const LIGHT = "light" in document.documentElement.dataset; // a device that saves data asks, and keeps no line open
const ASK = LIGHT ? 15_000 : 10_000; // ms between two questions when there is no socket
const TRY_AGAIN = 60_000; // ms until a socket is tried again after we were too slow for one
const SPREAD = 8_000; // ms over which a hall that is told the same thing at once loads its pages again
const jitter = (ms) => ms * (0.5 + Math.random());
let leaving;
export const reload = (within = SPREAD) => { leaving ??= setTimeout(() => location.reload(), within * Math.random()); };

export function follow(root) {
  const cursor = { seq: Number(root.dataset.seq), rev: Number(root.dataset.rev) };
  const seen = new Map(); // the last change told of each contribution
  let socket, watch, timer, failures = 0, over = false, greeting = 0;
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`agraw:${name}`, { detail }));
  const later = (act, ms) => { clearTimeout(timer); timer = setTimeout(act, jitter(ms)); };

  const hear = (frame) => {
    if (frame.type === "bye") return bye(frame);
    // A greeting tells what is new first, then what changed: until it is over, only `seq` moves.
    if (frame.type === "hello") return (greeting = frame.rev);
    const name = frame.id && `${frame.type === "held" ? "held" : ""}${frame.id}`; // who checks is told both gone and held
    if (name && frame.rev <= seen.get(name)) return;
    if (name) seen.set(name, frame.rev);
    if (frame.type !== "beat") tell("frame", frame);
    if (frame.type === "contribution") cursor.seq = Math.max(cursor.seq, frame.seq);
    if (frame.type === "beat" || frame.rev > greeting) cursor.rev = Math.max(cursor.rev, frame.rev);
  };
  const bye = ({ why }) => {
    if (why === "rights" || why === "gone") { over = true; tell("line", why); reload(); }
    if (why === "slow") { failures = 9; }
  };
  const query = () => `after=${cursor.seq}&rev=${cursor.rev}`;

  const connect = () => {
    if (over) return;
    tell("line", "waiting");
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}${root.dataset.socket}?${query()}`);
    const alive = () => { clearTimeout(watch); watch = setTimeout(() => socket.close(), BEAT); };
    socket.onopen = () => { failures = 0; alive(); tell("line", "live"); };
    socket.onmessage = ({ data }) => { alive(); hear(JSON.parse(data)); };
    socket.onclose = () => {
      clearTimeout(watch);
      if (over) return;
      failures += 1;
      tell("line", "waiting");
      if (failures > 3) ask(Date.now() + TRY_AGAIN);
      else later(connect, 1_000 * 2 ** (failures - 1));
    };
  };

  const ask = async (until) => {
    if (over) return;
    try {
      const answer = await fetch(`${root.dataset.frames}?${query()}`, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const { frames, rev } = await answer.json();
        frames.forEach(hear);
        cursor.rev = Math.max(cursor.rev, rev);
        tell("line", "asking");
      } else if (answer.status === 404 || answer.status === 403) return bye({ why: "gone" });
    } catch { tell("line", "waiting"); }
    later(() => (Date.now() > until ? ((failures = 2), connect()) : ask(until)), ASK);
  };

  if (LIGHT) return void ask(Infinity);
  addEventListener("online", () => { if (socket?.readyState === WebSocket.CLOSED) { failures = 0; later(connect, 300); } });
  addEventListener("pagehide", () => socket?.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
  connect();
}
