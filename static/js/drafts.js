// What is being written is kept on this device: <form data-draft="key">. Never passwords, codes, files, telephone numbers, nor
// what lies in an element with data-sensitive. The draft goes once the form was received, and not before: a door that asks who she is,
// or a page that says why not (<body data-unsent>), received nothing, and a form that comes back with her words was not taken.
// It is its writer's: another person who signs in on the same device is not shown it, and signing out takes it from the device.
import { NEVER } from "./never.js";

const SECRET = "[type=password],[type=hidden],[type=file],[type=tel],[type=email],[autocomplete=one-time-code],[data-sensitive] *";
const store = {
  get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
  drop: (key) => { try { localStorage.removeItem(key); } catch { /* storage is shut */ } },
};
const fields = (form) => [...form.elements].filter((field) => field.name && !NEVER.test(field.name) && !field.matches(SECRET) && field.type !== "submit");

const { seen, lost, unsent } = document.body.dataset;
// A page that was kept does not know who reads it: the one who read the last page that did.
const who = seen ? store.get("who") ?? "" : document.body.dataset.who ?? "";
if (!seen && !lost) store.set("who", who);

const sent = store.get("draft-sent");
if (sent) {
  const form = document.querySelector(`form[data-draft="${CSS.escape(sent.replace(/^draft:\w*:/, ""))}"]`);
  const kept = store.get(sent) ?? {};
  const isBack = form && fields(form).some((field) => field.localName === "textarea" && field.value && field.value === kept[field.name]);
  // `lost`: this page stands in the place of the answer, and says that nothing was sent.
  if (!lost && unsent === undefined && !isBack && !form?.querySelector("[aria-invalid=true]")) store.drop(sent);
  store.drop("draft-sent");
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = `draft:${who}:${form.dataset.draft}`;
  const place = form.querySelector("[data-saved]") ?? form.appendChild(document.createElement("p"));
  place.className = "saved";
  place.setAttribute("role", "status");
  const kept = store.get(key);
  const isFresh = !form.querySelector("[aria-invalid=true]");
  if (kept && isFresh) {
    for (const field of fields(form)) {
      if (!(field.name in kept)) continue;
      if (field.type === "radio") field.checked = kept[field.name] === field.value;
      else if (field.type === "checkbox") field.checked = Boolean(kept[field.name]);
      else if (field.localName === "select") { if ([...field.options].some(({ value }) => value === kept[field.name])) field.value = kept[field.name]; }
      else if (!field.value) field.value = kept[field.name];
      if (field.value && field.type === "number") field.closest("details")?.setAttribute("open", "");
    }
    place.textContent = document.body.dataset.restored;
  }
  let timer;
  const save = () => {
    const value = {};
    for (const field of fields(form)) {
      if (field.type === "radio") { if (field.checked) value[field.name] = field.value; }
      else value[field.name] = field.type === "checkbox" ? field.checked : field.value;
    }
    const time = new Date().toLocaleTimeString("fr", { hour: "2-digit", minute: "2-digit" });
    if (store.set(key, value)) place.textContent = document.body.dataset.saved.replace("00:00", time);
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1000); });
  form.addEventListener("submit", () => { clearTimeout(timer); save(); });
  form.addEventListener("reset", () => { clearTimeout(timer); store.drop(key); place.textContent = ""; }); // a script sent it (live.js)
}

// What a script sends itself leads to no other page: whether that was received, the script knows.
document.addEventListener("submit", ({ target, defaultPrevented }) => {
  if (target.dataset.draft && !defaultPrevented) store.set("draft-sent", `draft:${who}:${target.dataset.draft}`);
});
