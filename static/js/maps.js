// The maps' own script (map.js) comes with the first map, or the first place to choose a point, that is opened.
const script = document.querySelector("[data-map-script]");
const bring = () => import(script.dataset.mapSrc);
// What was pressed is seen to open before anything is fetched: a weak phone has enough to do with that frame.
const painted = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });

async function opened({ target }) {
  if (!target.open || !target.matches("[data-map], :has([data-pick])")) return;
  await painted();
  const note = target.querySelector("[data-map-note]") ?? target.appendChild(document.createElement("p"));
  note.dataset.mapNote = "";
  try {
    await bring(); // what is open when it comes is drawn by it
    note.remove();
  } catch {
    note.textContent = script.dataset.failed;
  }
}

if (script) {
  if (document.querySelector("[data-pick]:not(details:not([open]) *), [data-map][open]")) bring();
  // A details does not bubble when it opens.
  else document.addEventListener("toggle", opened, { capture: true });
}
