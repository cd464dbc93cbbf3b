// Words that are selected in the text of a section go into the form of a comment or a suggestion.
// Without this script the words are copied or typed into the same form, and the server finds them in the same way.
const SHELF = "opsw-passage";
const BEFORE = 80; // characters in front of the words, by which the server tells several places apart

const form = document.querySelector("[data-passage]");
if (form) fill();
const bar = document.querySelector("[data-pointing]");
if (bar) point();
[...document.scripts].find((script) => script.src === import.meta.url)?.setAttribute("data-ready", "");

/** Put what was selected on the page before into the form that was asked for. */
function fill() {
  const kept = JSON.parse(sessionStorage.getItem(SHELF) ?? "null");
  sessionStorage.removeItem(SHELF);
  if (!kept || kept.path !== location.pathname || form.elements.words.value) return;
  form.elements.words.value = kept.words;
  form.elements.before.value = kept.before;
  for (const choice of form.elements.language) choice.checked = choice.value === kept.language;
  // Other words than the selected ones stand somewhere else.
  form.elements.words.addEventListener("input", () => (form.elements.before.value = ""));
}

/** Offer, beside the words that are selected, what can be done with them. */
function point() {
  document.addEventListener("selectionchange", () => {
    const chosen = selected();
    bar.hidden = !chosen;
    if (!chosen) return;
    chosen.section.querySelector("[data-section-text]").after(bar);
    const links = [...chosen.section.querySelectorAll("[data-about]")];
    for (const [at, link] of [...bar.querySelectorAll("a")].entries()) {
      link.hidden = !links[at];
      link.href = links[at]?.href ?? "";
    }
  });
  // A press on a link would undo the selection before the click is heard.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-about], [data-pointing] a")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-about], [data-pointing] a");
    const chosen = link && selected();
    if (!chosen || !chosen.section.contains(link)) return;
    const { words, before, language } = chosen;
    sessionStorage.setItem(SHELF, JSON.stringify({ path: new URL(link.href).pathname, words, before, language }));
  });
}

/** The words selected in one text of a section, what stands before them, its language; null when there are none. */
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const text = element(range.startContainer).closest("[data-section-text] .opsw-prose");
  const words = range.toString().trim();
  if (!text || !words || !text.contains(range.endContainer)) return null;
  const front = document.createRange();
  front.selectNodeContents(text);
  front.setEnd(range.startContainer, range.startOffset);
  const gap = range.toString().match(/^\s*/)[0];
  const before = (front.toString() + gap).slice(-BEFORE);
  return { words, before, language: text.lang, section: text.closest("section[id]") };
}
