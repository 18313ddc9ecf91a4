// Shows what comes while Agraw is closed.
self.addEventListener("push", (event) => {
  let news = {};
  try { news = event.data.json(); } catch { /* nothing that we wrote */ }
  const { text = "Agraw", url = "/", stop = "", stop_label: label = "", lang = "ar" } = news;
  event.waitUntil(self.registration.showNotification("Agraw", {
    body: text, lang, dir: lang === "ar" ? "rtl" : "ltr", tag: url, icon: self.AGRAW.icon, data: { url, stop },
    actions: stop ? [{ action: "stop", title: label }] : [],
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url, stop } = event.notification.data ?? {};
  const path = event.action === "stop" ? stop : url;
  const target = new URL(path || "/", self.location.origin);
  if (target.origin !== self.location.origin) return; // no other site is ever opened
  event.waitUntil(self.clients.openWindow(target.href));
});

// The browser's own service gave the device another address: the old one would be silent, so the new one is told.
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function again(old, made) {
  const now = made ?? await self.registration.pushManager.subscribe({
    userVisibleOnly: true, applicationServerKey: old.options.applicationServerKey,
  });
  const { who, csrf } = await (await fetch("/device/", { cache: "no-store" })).json();
  if (!who) return now.unsubscribe(); // nobody is signed in here: nobody's news is shown
  const body = new URLSearchParams({ endpoint: now.endpoint, p256dh: text(now.getKey("p256dh")), auth: text(now.getKey("auth")) });
  return fetch(self.AGRAW.device, { method: "POST", body, headers: { "X-CSRFToken": csrf, "X-Waited": "1" } });
}

self.addEventListener("pushsubscriptionchange", (event) => {
  if (event.oldSubscription || event.newSubscription) event.waitUntil(again(event.oldSubscription, event.newSubscription));
});
