// Shows what comes while Agraw is closed. It keeps nothing and answers for no page.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let news = {};
  try { news = event.data.json(); } catch { /* nothing that we wrote */ }
  const { text = "Agraw", url = "/", stop = "", stop_label: label = "", lang = "ar" } = news;
  event.waitUntil(self.registration.showNotification("Agraw", {
    body: text, lang, dir: lang === "ar" ? "rtl" : "ltr", tag: url, data: { url, stop },
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
