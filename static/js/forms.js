// Forms: one sending a press, characters left, the first error under the eyes.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.busy) return event.preventDefault();
  // What waits on the device is refused late: what the browser can see at once is said at once.
  if (!navigator.onLine && form.elements.outbox && !event.submitter?.formNoValidate && !form.reportValidity()) return event.preventDefault();
  form.dataset.busy = "1";
  (event.submitter ?? form.querySelector("button"))?.setAttribute("aria-busy", "true");
});
// A page taken back from the browser's memory, or an answer swapped in by htmx: the form may be sent again.
const free = () => {
  for (const form of document.querySelectorAll("form[data-busy]")) delete form.dataset.busy;
  for (const button of document.querySelectorAll("[aria-busy=true]")) button.removeAttribute("aria-busy");
};
addEventListener("pageshow", free);
document.addEventListener("htmx:finally:request", free);

// <input data-count maxlength="120"> with <p role="status" data-count-for="its id">: said near the end only.
const count = (input) => {
  const place = document.querySelector(`[data-count-for="${input.id}"]`);
  const limit = input.maxLength;
  if (!place || limit < 1) return;
  const left = limit - input.value.length;
  place.textContent = left <= limit / 4 ? document.body.dataset.left.replace("0", left) : "";
};
document.addEventListener("input", (event) => event.target.dataset.count && count(event.target));

document.querySelector("[data-focus]")?.focus();
