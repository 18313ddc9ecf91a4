// What makes photos smaller, and keeps what was picked while a form is put right (picked.js), comes with the first file:
// <form data-shrink="its address">.
const form = document.querySelector("form[data-shrink]");
const bring = () => import(form.dataset.shrink);

if (form) {
  document.addEventListener("change", async ({ target }) => {
    if (target.type !== "file" || !target.form?.dataset.shrink) return;
    try { await (await bring()).picked(target); } catch { /* the picture goes as it is */ }
  });
  try {
    if (localStorage.getItem("files")) bring().then(({ back }) => back()).catch(() => {});
  } catch { /* storage is shut */ }
}
