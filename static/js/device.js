// The device: what it keeps without a network (sw.js), which commune was last chosen on it, its way of sharing.
const { body, documentElement: root } = document;
const said = body.dataset, worker = navigator.serviceWorker;
const line = document.createElement("p"), news = document.createElement("span"), link = document.createElement("a");
line.className = "offline";
news.setAttribute("role", "status");
link.href = `/${root.lang}/offline/`;
line.append(news, " ", link);
body.append(line);

// She has just signed out, and this browser may not know the header that empties the device.
if (/(^|; )left=1/.test(document.cookie)) {
  document.cookie = "left=; path=/; max-age=0";
  try {
    localStorage.clear();
    sessionStorage.clear();
    indexedDB.deleteDatabase("agraw");
  } catch { /* storage is shut */ }
  globalThis.caches?.delete("pages");
}

// "Waiting: 2" on every page; without a network also that there is none, or as of when this page is.
let waiting = 0;
const tell = () => {
  const at = said.seen && new Date(said.seen);
  const day = at?.toDateString() === new Date().toDateString() ? {} : { day: "2-digit", month: "2-digit" };
  news.textContent = at ? said.old.replace("00:00", `\u2068${at.toLocaleString("fr", { ...day, hour: "2-digit", minute: "2-digit" })}\u2069`)
    : navigator.onLine || said.lost ? "" : said.offline;
  // That page says it better itself.
  link.textContent = waiting && location.pathname !== new URL(link).pathname ? said.waiting.replace("0", waiting) : "";
  line.hidden = !(news.textContent || link.textContent);
};
const isFirst = worker && !worker.controller;
const hello = async (type = "hello") => (await worker?.ready)?.active.postMessage({
  // A page that was kept does not know who reads it.
  type, isFirst, ...said.seen || said.lost || location.pathname === new URL(link).pathname ? {} : { who: said.who ?? "", light: "light" in root.dataset },
});
addEventListener("online", () => { tell(); hello("flush"); });
addEventListener("offline", tell);
tell();
if (worker) {
  worker.addEventListener("message", ({ data }) => {
    if (data.type !== "outbox") return;
    waiting = data.waiting;
    tell();
    dispatchEvent(new Event("agraw:outbox"));
  });
  addEventListener("load", () => setTimeout(() => worker.register("/sw.js").then(() => hello(), () => {}), 500));
}

document.addEventListener("click", (event) => {
  const share = event.target.closest?.("a[data-share]");
  if (share && navigator.share) {
    event.preventDefault();
    navigator.share({ title: document.title, url: share.dataset.share || location.href }).catch(() => {});
  }
});

// A page about a commune carries <… data-commune="its address" data-commune-name="its name">; the home page offers it again in
// <p data-last-commune hidden><a></a></p>.
try {
  const here = document.querySelector("[data-commune]");
  if (here) localStorage.setItem("commune", JSON.stringify([here.dataset.commune, here.dataset.communeName]));
  const place = document.querySelector("[data-last-commune]");
  const last = JSON.parse(localStorage.getItem("commune"));
  if (place && last && /^\/(?!\/)/.test(last[0])) {
    const link = place.querySelector("a");
    link.href = last[0].replace(/^\/(ar|fr|zgh|en)\//, `/${document.documentElement.lang}/`);
    link.querySelector("bdi").textContent = last[1];
    place.hidden = false;
  }
} catch { /* storage is shut */ }
