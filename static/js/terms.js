// A word that explains itself on a press does so under a mouse too, and stays while the mouse is on it or on its meaning.
let shown, leaving;

document.addEventListener("pointerover", ({ target, pointerType }) => {
  const term = target.closest(".term");
  if (pointerType !== "mouse" || !(term || shown)) return;
  clearTimeout(leaving);
  if (term && shown !== term) {
    hide();
    shown = term;
    term.popoverTargetAction = "show";
    term.nextElementSibling.showPopover?.({ source: term });
  } else if (!term && !target.closest(".meaning")) leaving = setTimeout(hide, 300);
});

function hide() {
  if (!shown) return;
  shown.popoverTargetAction = "toggle";
  shown.nextElementSibling.hidePopover?.();
  shown = undefined;
}
