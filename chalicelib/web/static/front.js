// Looks through the topics while the search box is typed in. Without it the box asks the server, which finds the same.
(() => {
  const box = document.getElementById("q"), told = document.querySelector(".found"), most = 8;
  const choices = [...document.querySelectorAll(".choice[data-words]")].map((at) => [at, at.dataset.words.split(" ")]);
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const article = /^\u0648?\u0627\u0644(?=[\p{L}\p{N}]{3})/u; // of Arabic, which is written in one with its word
  const terms = () => (fold(box.value).match(/[\p{L}\p{N}]+/gu) || []).map((one) => one.replace(article, "")).slice(0, most);
  const fits = (term, word) =>
    (term.length > 2 && word.startsWith(term)) || word === term || (word.length > 3 && term.startsWith(word));

  // How many of the terms meet a word; the whole list while nothing is typed or nothing fits.
  function look() {
    const asked = terms(), met = ([, words]) => asked.filter((term) => words.some((word) => fits(term, word))).length;
    const scores = choices.map(met), best = Math.max(0, ...scores);
    choices.forEach(([at], index) => {
      at.hidden = best > 0 && scores[index] * 2 < best && !at.querySelector("input").checked;
    });
    told.textContent = asked.length ? (best ? told.dataset.fits : told.dataset.none) : "";
    return best ? choices[scores.indexOf(best)][0] : null;
  }

  box.addEventListener("input", look);
  document.getElementById("find").addEventListener("submit", (sent) => {
    sent.preventDefault();
    const radio = look()?.querySelector("input");
    if (radio) {
      radio.checked = true;
      radio.focus();
    }
  });
})();
