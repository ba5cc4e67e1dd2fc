// The root page sends a reader on to the language used last, or else to the
// first one that the browser asks for. Without JavaScript its links remain.
(() => {
  const have = document.currentScript.dataset.languages.split(" ");
  let wanted = [...(navigator.languages || [navigator.language])];
  try {
    wanted.unshift(localStorage.getItem("svclab:language") || "");
  } catch {
    // Storage may be forbidden; then nothing was chosen before.
  }
  const two = wanted.map((tag) => tag.toLowerCase().split("-")[0]);
  const lang = two.find((tag) => have.includes(tag)) || "en";
  location.replace(`${lang}/${location.search}${location.hash}`);
})();
