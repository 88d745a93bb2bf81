// A photo is looked at as soon as it is chosen, while another can still be taken. It is
// made small first, for what is measured is measured on a small one anyway; what a browser
// cannot open (HEIC in most) is sent as it is.
const LONGEST = 1600;

async function smaller(file) {
  try {
    const opened = await createImageBitmap(file, { imageOrientation: "from-image" });
    const share = Math.min(1, LONGEST / Math.max(opened.width, opened.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(opened.width * share);
    canvas.height = Math.round(opened.height * share);
    const drawing = canvas.getContext("2d");
    drawing.imageSmoothingQuality = "high";
    drawing.drawImage(opened, 0, 0, canvas.width, canvas.height);
    opened.close();
    if (share === 1) return file;
    return await new Promise((resolve) => canvas.toBlob((made) => resolve(made ?? file), "image/jpeg", 0.92));
  } catch {
    return file;
  }
}

async function look(field, place) {
  place.replaceChildren();
  const [file] = field.files;
  if (!file) return;
  const data = new FormData();
  data.set("csrf", field.form.elements.csrf?.value ?? "");
  data.set("photo", await smaller(file), file.name);
  const answer = await fetch("/submit/look", { method: "POST", body: data }).catch(() => null);
  // Another may have been chosen meanwhile; and without a connection nothing is said.
  if (!answer?.ok || field.files[0] !== file) return;
  const piece = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...piece.body.childNodes);
}

for (const field of document.querySelectorAll("[data-look]")) {
  const place = document.getElementById(field.dataset.look);
  field.addEventListener("change", () => look(field, place));
}
