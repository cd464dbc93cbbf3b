// What the Markdown toolbar (static/vendor/markdown-toolbar) leaves to those who know Markdown.
const HEADING = '[data-md-button^="header"]';
const LINK = '[data-md-button="link"]';
const ADDRESS = "https://"; // takes the place of the library's own "url"

for (const toolbar of document.querySelectorAll("markdown-toolbar")) {
  const pressed = (event, button) => event.target.closest(button) && (event.key ?? "Enter").match(/^(Enter| )$/);
  for (const kind of ["click", "keydown"]) {
    // Before the library: a heading is a whole line, wherever in it the cursor stands.
    toolbar.addEventListener(kind, (event) => pressed(event, HEADING) && selectLine(toolbar.field), { capture: true });
    toolbar.addEventListener(kind, (event) => pressed(event, LINK) && askForAddress(toolbar.field));
  }
}

[...document.scripts].find((script) => script.src === import.meta.url)?.setAttribute("data-ready", "");

function selectLine(field) {
  const { value, selectionStart } = field;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", selectionStart);
  field.setSelectionRange(selectionStart && start, end < 0 ? value.length : end);
}

/** Put the beginning of an address where it belongs, selected, so that one can be pasted over it. */
function askForAddress(field) {
  const { value, selectionStart: start, selectionEnd: end } = field;
  if (value.slice(start, end) !== "url") return;
  // As the library does it: only so can the browser undo it.
  document.execCommand("insertText", false, ADDRESS);
  field.setSelectionRange(start, start + ADDRESS.length);
}
