// The recorder of voice notes (voice.js) comes with the first press on "Record": most who write do not speak.
let isAsked = false;

async function pressed({ target }) {
  const start = target.closest?.("[data-voice-start]"), place = start?.closest("[data-voice]");
  if (!place || isAsked) return;
  isAsked = true;
  try {
    await import(place.dataset.voice);
    start.click(); // the recorder hears it now
  } catch {
    isAsked = false;
    place.querySelector("[data-voice-note]").textContent = place.dataset.refused;
  }
}

if (window.MediaRecorder && navigator.mediaDevices) {
  for (const parts of document.querySelectorAll("[data-voice-parts]")) parts.hidden = false;
  document.addEventListener("click", pressed);
}
