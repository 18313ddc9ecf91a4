// Photos are made smaller before they are sent: <form data-shrink>. The server makes them again anyway.
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

document.addEventListener("change", async (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.form?.matches("[data-shrink]") || input.closest("[data-voice]")) return;
  const files = new DataTransfer();
  try {
    for (const file of input.files) files.items.add(await shrink(file));
    input.files = files.files;
  } catch { /* the picture goes as it is */ }
});
