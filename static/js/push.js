// Notifications on this device (templates/notices/settings.html): asked for by a press, never before.
const form = document.querySelector("form[data-push]");
const line = form.querySelector("[data-denied]");
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

form.hidden = !("serviceWorker" in navigator && "PushManager" in window && "Notification" in window);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  line.textContent = "";
  try {
    if (await Notification.requestPermission() !== "granted") throw new Error("denied");
    // The worker of the whole site (sw.js) shows them; the one before answered for its own folder.
    const worker = await navigator.serviceWorker.register(form.dataset.worker, { scope: "/" });
    await navigator.serviceWorker.ready;
    for (const one of await navigator.serviceWorker.getRegistrations()) if (one.scope !== worker.scope) await one.unregister();
    const old = await worker.pushManager.getSubscription();
    const key = bytes(form.dataset.push);
    if (old && text(old.options.applicationServerKey) !== form.dataset.push) await old.unsubscribe();
    const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    form.elements.endpoint.value = made.endpoint;
    form.elements.p256dh.value = text(made.getKey("p256dh"));
    form.elements.auth.value = text(made.getKey("auth"));
    form.submit();
  } catch {
    line.textContent = line.dataset.denied;
  }
});
