// Photos are made smaller before they are sent (the server makes them again anyway). And what was picked comes back when a form does: a
// browser forgets files when a page says what is to be put right. Kept where a draft is, as long as a draft, for its writer alone.
import { fact, learn } from "./store.js";

const LIMIT = 200_000; // bytes
const SIDE = 1600; // pixels

async function shrink(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= LIMIT) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  let side = SIDE;
  for (let turn = 0; turn < 5; turn += 1) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8 - turn * 0.1));
    if (blob && blob.size <= LIMIT) return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    side *= 0.8;
  }
  return file;
}

const who = document.body.dataset.who ?? "";
const inputs = (form) => [...form.elements].filter(({ type }) => type === "file");

function give(input, files) {
  const given = new DataTransfer();
  for (const file of files) given.items.add(file);
  input.files = given.files;
}

// A file was picked, or recorded.
export async function picked(input) {
  if (!input.closest("[data-voice]")) give(input, await Promise.all([...input.files].map(shrink)));
  const { form } = input;
  if (!form.dataset.draft) return;
  const fields = inputs(form).filter(({ files }) => files.length).map(({ name, files }) => [name, [...files]]);
  localStorage.setItem("files", form.dataset.shrink);
  await learn("files", { form: form.dataset.draft, who, fields });
}

// A page came, and files are kept: they stay as long as the draft of their form (drafts.js), and go into it where it is.
export async function back() {
  const kept = await fact("files");
  if (!kept || !localStorage.getItem(`draft:${kept.who}:${kept.form}`)) {
    localStorage.removeItem("files");
    await learn("files", null);
    return;
  }
  const form = kept.who === who && document.querySelector(`form[data-draft="${CSS.escape(kept.form)}"]`);
  for (const [name, files] of form ? kept.fields : []) {
    const input = form.elements[name];
    if (!input || input.files.length || input.matches("[aria-invalid=true]")) continue;
    give(input, files);
    document.querySelector("[data-files-lost]")?.remove();
  }
}
