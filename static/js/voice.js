// A voice note recorded in the page: components/voice.html, brought by voices.js. Without it, or without a microphone, the file
// input stays.
// The recording lies in the input, so that the form sends it like any file.
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function recorder(place) {
  const input = place.querySelector("input[type=file]");
  const limit = Number(place.dataset.max || 120);
  const parts = place.querySelector("[data-voice-parts]");
  const [start, stop, again] = ["start", "stop", "again"].map((name) => parts.querySelector(`[data-voice-${name}]`));
  const time = parts.querySelector("[data-voice-time]");
  const sound = parts.querySelector("audio");
  const note = parts.querySelector("[data-voice-note]");
  const type = TYPES.find((name) => MediaRecorder.isTypeSupported(name));
  if (!type) return void start.addEventListener("click", () => { note.textContent = place.dataset.refused; });
  let machine, timer, address;
  const show = (state) => {
    start.hidden = state !== "ready";
    stop.hidden = state !== "recording";
    again.hidden = sound.hidden = state !== "heard";
    input.closest("[data-voice-file]").hidden = state !== "ready";
  };
  const record = async () => {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } });
    } catch {
      note.textContent = place.dataset.refused;
      return;
    }
    const pieces = [];
    const began = Date.now();
    machine = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24_000 });
    machine.ondataavailable = (event) => pieces.push(event.data);
    machine.onstop = () => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
      const plain = type.split(";")[0];
      const files = new DataTransfer();
      files.items.add(new File(pieces, `voice.${plain === "audio/mp4" ? "m4a" : plain.slice(6)}`, { type: plain }));
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true })); // kept as any file that is picked
      if (address) URL.revokeObjectURL(address);
      address = URL.createObjectURL(files.files[0]);
      sound.src = address;
      // A recording does not say how long it is until it was gone through to its end.
      sound.onloadedmetadata = () => {
        if (sound.duration !== Infinity) return;
        sound.ontimeupdate = () => { sound.ontimeupdate = null; sound.currentTime = 0; };
        sound.currentTime = Number.MAX_SAFE_INTEGER;
      };
      show("heard");
      note.textContent = place.dataset.listen;
      again.focus();
    };
    machine.start(1000);
    note.textContent = place.dataset.recording;
    show("recording");
    stop.focus();
    timer = setInterval(() => {
      const seconds = (Date.now() - began) / 1000;
      time.textContent = `${clock(seconds)} / ${clock(limit)}`;
      if (seconds >= limit) machine.stop();
    }, 250);
  };
  start.addEventListener("click", record);
  stop.addEventListener("click", () => machine?.state === "recording" && machine.stop());
  const clear = () => {
    if (machine?.state === "recording") machine.stop();
    input.value = "";
    time.textContent = note.textContent = "";
    show("ready");
  };
  again.addEventListener("click", () => { clear(); start.focus(); });
  input.form?.addEventListener("reset", clear); // sent: the next one begins anew
  show("ready");
}

document.querySelectorAll("[data-voice]").forEach(recorder);
