// The device: whether it is connected, which commune was last chosen on it, its way of sharing.
const { body } = document;
const line = document.createElement("p");
line.className = "offline";
line.setAttribute("role", "status");
body.append(line);
const tell = () => {
  line.textContent = navigator.onLine ? "" : body.dataset.offline;
  line.hidden = navigator.onLine;
};
addEventListener("online", tell);
addEventListener("offline", tell);
tell();

document.addEventListener("click", (event) => {
  const share = event.target.closest?.("a[data-share]");
  if (share && navigator.share) {
    event.preventDefault();
    navigator.share({ title: document.title, url: share.dataset.share || location.href }).catch(() => {});
  }
});

// A page about a commune carries <… data-commune="its address" data-commune-name="its name">; the home page offers it again in
// <p data-last-commune hidden><a></a></p>.
try {
  const here = document.querySelector("[data-commune]");
  if (here) localStorage.setItem("commune", JSON.stringify([here.dataset.commune, here.dataset.communeName]));
  const place = document.querySelector("[data-last-commune]");
  const last = JSON.parse(localStorage.getItem("commune"));
  if (place && last && /^\/(?!\/)/.test(last[0])) {
    const link = place.querySelector("a");
    link.href = last[0].replace(/^\/(ar|fr|zgh|en)\//, `/${document.documentElement.lang}/`);
    link.querySelector("bdi").textContent = last[1];
    place.hidden = false;
  }
} catch { /* storage is shut */ }
