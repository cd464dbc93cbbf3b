// What is pasted from Word, Outlook, Google Docs, Excel or a web page becomes the Markdown of our texts: lists with the
// numbers they show, headings, bold, italics, links and tables. Plain text is pasted as ever; the server reads Word's marks.
// `toMarkdown` takes the HTML of a clipboard; the words of it are never changed, only how they are written down.

const SCHEME = /^(https?:\/\/|mailto:|tel:)/i;
const BULLET = /^[\u00b7\u2022\u25aa\u25a0\u25cf\u25cb\u2013\u2014\u00a7\u00d8\u00fc\uf0a7\uf0b7\uf0d8\uf0fc\u27a2\u2713o*-]$/;
const BLOCKS = "p, div, ul, ol, li, table, h1, h2, h3, h4, h5, h6, blockquote, pre, hr, section, article";
const RAISED = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const LOWERED = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉" };
const ROMAN = [[10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]];

for (const field of document.querySelectorAll("textarea[data-markdown]")) {
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    const markdown = html && toMarkdown(html);
    if (!markdown) return;
    event.preventDefault();
    insert(field, markdown);
  });
}

/** Put Markdown where the cursor is, as typing does, so that it can be undone and is saved. */
export function insert(field, markdown) {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const isBlock = /\n|^(#|[-*] |\d+[.)] |\(\w+\) |\|)/.test(markdown);
  const before = isBlock ? gap(value.slice(0, start).match(/\n*$/)[0].length, start > 0) : "";
  const after = isBlock ? gap(value.slice(end).match(/^\n*/)[0].length, end < value.length) : "";
  const text = before + markdown + after;
  field.focus();
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste", data: text }));
}

const gap = (breaks, needed) => (needed ? "\n".repeat(Math.max(0, 2 - breaks)) : "");

export function toMarkdown(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  for (const step of [leaveOut, unwrapForeign, showEmphasis, unwrapLayout, readWordLists, nestLists, joinLines, fitHeadings]) step(body);
  return converter()
    .turndown(body)
    .replace(/\u00a0/g, " ")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Styles are read, never applied: the page's policy would report each of them. */
function withoutStyles(html) {
  const tag = (found) => found.replace(/\sstyle\s*=/gi, " data-style=");
  return html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, tag);
}

const style = (element) => (element.getAttribute?.("data-style") ?? "").toLowerCase().trim().replace(/\s*([:;])\s*/g, "$1");

/** What is not to be read: styles, comments, pictures, hidden text, and what tracked changes have deleted. */
function leaveOut(body) {
  const gone = "style, script, meta, link, title, xml, img, svg, object, iframe, input, button, select, textarea, del, .msoDel, .MsoCommentReference";
  for (const element of body.querySelectorAll(gone)) element.remove();
  for (const element of body.querySelectorAll("[data-style]")) {
    if (/display:none|mso-hide:all|mso-element:comment(-list)?(;|$)|mso-special-character:comment/.test(style(element))) element.remove();
  }
  const comments = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) comment.remove();
}

/** Word's own elements (o:p, smart tags) are nothing but their words. */
function unwrapForeign(body) {
  for (const element of [...body.querySelectorAll("*")]) {
    if (element.localName.includes(":") || element.localName === "font") element.replaceWith(...element.childNodes);
  }
  for (const [name, signs] of [["sup", RAISED], ["sub", LOWERED]]) {
    for (const element of body.querySelectorAll(name)) {
      if (/^\d+$/.test(element.textContent.trim())) element.textContent = element.textContent.trim().replace(/\d/g, (digit) => signs[digit]);
    }
  }
}

/** Bold and italics by style become elements; Google's <b style="font-weight:normal"> around everything is none. */
function showEmphasis(body) {
  for (const element of [...body.querySelectorAll("b, strong, i, em")]) {
    const off = /^[bs]/.test(element.localName) ? /(^|;)font-weight:(normal|[1-4]00)/ : /(^|;)font-style:normal/;
    if (off.test(style(element)) || element.querySelector(BLOCKS)) element.replaceWith(...element.childNodes);
  }
  for (const element of [...body.querySelectorAll("span[data-style]")]) {
    if (/mso-list:ignore/.test(style(element))) continue;
    if (/(^|;)font-weight:(bold|[6-9]00)/.test(style(element))) wrapWords(element, "strong");
    if (/(^|;)font-style:italic/.test(style(element))) wrapWords(element, "em");
  }
  for (const element of [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")]) {
    for (const bold of element.querySelectorAll("b, strong")) bold.replaceWith(...bold.childNodes);
  }
}

function wrapWords(element, name) {
  if (!element.textContent.trim() || element.closest(name === "em" ? "em, i" : "strong, b")) return;
  const wrapper = document.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** Tables that only place things on a page, as e-mails have them, are their contents. */
function unwrapLayout(body) {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const rows = [...table.rows];
    const isLayout = rows.every((row) => row.cells.length < 2) || table.querySelector("table, ul, ol, h1, h2, h3");
    if (isLayout) table.replaceWith(...rows.flatMap((row) => [...row.cells]).map((cell) => as("div", cell)));
  }
}

function as(name, element) {
  const made = document.createElement(name);
  made.append(...element.childNodes);
  return made;
}

/** Word writes list items as paragraphs, with the mark it shows in a span of its own, and tells their level. */
function readWordLists(body) {
  let block = null;
  for (const element of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const level = style(element).match(/mso-list:\s*l\d+ level(\d)/)?.[1];
    const marker = [...element.querySelectorAll("span")].find((span) => /mso-list:ignore/.test(style(span)));
    const mark = (marker?.textContent ?? "").replace(/[\s\u00a0]+/g, "");
    marker?.remove();
    if (element.localName !== "p") {
      if (mark && !BULLET.test(mark)) element.prepend(`${mark} `);
      continue;
    }
    if (!level && !marker) continue;
    if (!block || block.nextElementSibling !== element) {
      block = document.createElement("div");
      block.dataset.lines = "";
      element.before(block);
    }
    block.append(line(element, mark, Number(level ?? 1) - 1));
    element.remove();
  }
}

/** One item, as it will be written: its mark is the one it shows. */
function line(element, mark, depth) {
  const made = as("div", element);
  made.dataset.item = `${"    ".repeat(depth)}${!mark || BULLET.test(mark) ? "-" : mark}${/^[a-z]+\.$/i.test(mark) ? "\t" : " "}`;
  return made;
}

/** Real lists: one within a list belongs to the item before it; a paragraph alone in an item is its words. */
function nestLists(body) {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const before = list.previousElementSibling;
    if (before?.localName === "li") before.append(list);
  }
  for (const item of body.querySelectorAll("li")) {
    for (const part of [...item.children]) {
      if (["p", "div"].includes(part.localName) && !part.querySelector(BLOCKS)) {
        if (part.previousSibling?.textContent?.trim()) part.before(document.createElement("br"));
        part.replaceWith(...part.childNodes);
      }
    }
  }
}

/** Lines that stand under one another without space between (an address, lines of an e-mail) stay lines of one paragraph. */
function joinLines(body) {
  const isLine = (element) =>
    element && !element.querySelector(BLOCKS) && element.dataset.item === undefined &&
    (element.localName === "div" || (element.localName === "p" &&
      (/nospacing/i.test(element.className) || /margin(-bottom)?:0(cm|in|pt|px)?(;|$)|margin-bottom:\.0001pt/.test(style(element)))));
  const isEmpty = (element) => !element.textContent.replace(/\u00a0/g, " ").trim();
  for (const element of [...body.querySelectorAll("p, div")]) {
    const before = element.previousElementSibling;
    if (!isLine(element) || !isLine(before) || isEmpty(element) || isEmpty(before)) continue;
    element.prepend(...before.childNodes, document.createElement("br"));
    before.remove();
  }
}

/** The highest heading that is pasted is the highest of ours. */
function fitHeadings(body) {
  for (const title of body.querySelectorAll("p.MsoTitle")) title.replaceWith(as("h1", title));
  const headings = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const levels = [...new Set(headings.map((heading) => heading.localName))].sort();
  for (const heading of headings) heading.replaceWith(as(`h${levels.indexOf(heading.localName) + 1}`, heading));
}

function converter() {
  const service = new TurndownService({
    headingStyle: "atx", bulletListMarker: "-", emDelimiter: "*", hr: "---", br: "",
    blankReplacement: (_words, node) => (node.isBlock ? "\n\n" : ""),
  });
  // Only what would be read as emphasis or as a link is escaped: what people paste stays legible while they write.
  service.escape = (text) => text.replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\").replace(/\*(?=\S)|(?<=\S)\*/g, "\\*").replace(/(?<!\w)_(?=\w)|(?<=\w)_(?!\w)/g, "\\_").replace(/\](?=\()/g, "\\]");
  service.addRule("break", { filter: "br", replacement: () => "\n" });
  service.addRule("link", { filter: "a", replacement: link });
  service.addRule("code", { filter: ["code", "pre"], replacement: (words) => words });
  service.addRule("struck", { filter: ["s", "strike"], replacement: (words) => (words.trim() ? `~~${words.trim()}~~` : "") });
  service.addRule("item", { filter: "li", replacement: item });
  service.addRule("list", { filter: ["ul", "ol"], replacement: (words, node) => (node.parentNode.localName === "li" ? `\n${words}` : `\n\n${words}\n\n`) });
  service.addRule("wordItem", { filter: (node) => node.dataset?.item !== undefined, replacement: (words, node) => `${node.dataset.item}${words.trim().replace(/\n+/g, " ")}\n` });
  service.addRule("wordList", { filter: (node) => node.dataset?.lines !== undefined, replacement: (words) => `\n\n${words.replace(/\n+/g, "\n")}\n\n` });
  service.addRule("table", { filter: "table", replacement: (_words, node) => table(node, service) });
  return service;
}

function link(words, node) {
  const target = (node.getAttribute("href") ?? "").trim();
  const text = words.replace(/\s+/g, " ").trim();
  if (!text || !SCHEME.test(target)) return words;
  const bare = target.replace(/^mailto:/i, "");
  if ([target, bare].includes(node.textContent.trim())) return bare;
  return `[${text}](${target.replace(/[\s()<>]/g, (sign) => (sign === "(" ? "%28" : sign === ")" ? "%29" : encodeURIComponent(sign)))})`;
}

function item(words, node) {
  const list = node.parentNode;
  let mark = "- ";
  if (list.localName === "ol") {
    const items = [...list.children].filter((child) => child.localName === "li");
    const number = Number(node.getAttribute("value") ?? Number(list.getAttribute("start") ?? 1) + items.indexOf(node));
    mark = numbered(number, list, node);
  }
  const inside = words.trim().replace(/\n{2,}/g, "\n").replace(/\n/g, "\n    ");
  return `${mark}${inside}\n`;
}

/** The mark an item of a numbered list shows. */
function numbered(number, list, node) {
  const kind = (style(node).match(/list-style-type:([\w-]+)/) ?? style(list).match(/list-style-type:([\w-]+)/))?.[1];
  const type = list.getAttribute("type") ?? { "lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I", "lower-latin": "a" }[kind];
  const small = { a: letter, i: roman }[type?.toLowerCase()];
  if (!small) return `${number}. `;
  const words = small(number);
  return `${type === type.toUpperCase() ? words.toUpperCase() : words}.\t`;
}

const letter = (number) => String.fromCharCode(96 + ((number - 1) % 26) + 1);

function roman(number) {
  let [left, written] = [number, ""];
  for (const [worth, sign] of ROMAN) for (; left >= worth; left -= worth) written += sign;
  return written;
}

/** A table, each cell on one line; cells that run over several columns leave the next ones empty. */
function table(node, service) {
  const rows = [...node.rows].map((row) =>
    [...row.cells].flatMap((cell) => {
      const words = service.turndown(as("div", cell)).trim().replace(/\s*\n+\s*/g, " ").replace(/\u00a0/g, " ").replace(/\|/g, "\\|");
      return [words.trim(), ...Array(Math.max(0, cell.colSpan - 1)).fill("")];
    }),
  ).filter((cells) => cells.some(Boolean));
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const written = rows.map((cells) => `| ${[...cells, ...Array(width - cells.length).fill("")].join(" | ")} |`);
  written.splice(1, 0, `| ${Array(width).fill("---").join(" | ")} |`);
  return rows.length ? `\n\n${written.join("\n")}\n\n` : "";
}
[...document.scripts].find((script) => script.src === import.meta.url)?.setAttribute("data-ready", "");
