// What makes photos smaller, and keeps what was picked while a form is put right (picked.js), comes with the first file:
// <form data-shrink="its address">. Where files are kept, its address is too: a page without such a form lets them go.
const form = document.querySelector("form[data-shrink]");

document.addEventListener("change", async ({ target }) => {
  const address = target.type === "file" && target.form?.dataset.shrink;
  try { if (address) await (await import(address)).picked(target); } catch { /* the picture goes as it is */ }
});
try {
  const kept = localStorage.getItem("files");
  if (kept) import(form?.dataset.shrink ?? kept).then(({ back }) => back()).catch(() => {});
} catch { /* storage is shut */ }
