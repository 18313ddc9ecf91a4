// "Use my position": <button hidden data-locate="/…/communes/here/" data-waiting data-denied>. Goes to the commune of the position.
// Shown only where the device can tell it; the words go to [data-locate-words].
for (const button of navigator.geolocation ? document.querySelectorAll("[data-locate]") : []) {
  const words = button.parentElement.querySelector("[data-locate-words]");
  const say = (text) => words && (words.textContent = text);
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    say(button.dataset.waiting);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Four decimals are 10 m: enough to tell the commune, and no more is sent than is needed.
        location.href = `${button.dataset.locate}?lat=${coords.latitude.toFixed(4)}&lon=${coords.longitude.toFixed(4)}`;
      },
      () => {
        button.disabled = false;
        say(button.dataset.denied);
      },
      { timeout: 15_000, maximumAge: 300_000 },
    );
  });
}
