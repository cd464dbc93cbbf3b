// Lets a long select be typed into: in either language, by a short name, without accents. The select stays in the form
// and is what is sent; without this script it is shown. Loaded by opsw.js where a page has one.
const places = [...document.querySelectorAll("[data-picker]")];
await load(places[0].dataset);
for (const place of places) enhance(place);

/** The library, and its style sheet: their addresses come from the page, which knows their fingerprints. */
function load({ script, style }) {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  const code = Object.assign(document.createElement("script"), { src: script });
  const ready = Promise.all([sheet, code].map((element) => new Promise((resolve) => (element.onload = resolve))));
  document.head.prepend(sheet);
  document.head.append(code);
  return ready;
}

function enhance(place) {
  const select = place.querySelector("select");
  const { id, name } = select;
  const words = place.dataset;
  const options = [...select.options].filter((option) => option.value).map(describe);
  const typed = Object.assign(document.createElement("input"), { type: "hidden", name: `${name}_typed` });
  select.after(typed);
  const chosen = () => options.find((option) => option.value === select.value);
  // A label or an error leads to the input, and a screen reader hears the hint and the error there.
  const notes = (select.getAttribute("aria-describedby") ?? "").split(" ").map((note) => document.getElementById(note));
  const described = notes.filter(Boolean).map((note) => note.textContent.trim());

  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    source: (query, populate) => populate(found(options, query, chosen())),
    templates: {
      inputValue: (option) => option?.label ?? "",
      suggestion: (option) =>
        typeof option === "string" ? escaped(option) : `${escaped(option.label)}${option.group && grouped(option)}`,
    },
    defaultValue: chosen()?.label ?? select.dataset.typed ?? "",
    showAllValues: true,
    autoselect: false, // it would show the first option in the empty field
    displayMenu: "overlay",
    confirmOnBlur: false,
    inputClasses: select.classList.contains("govuk-select--error") ? "govuk-input--error" : null,
    menuAttributes: { "aria-labelledby": id },
    placeholder: words.placeholder,
    dropdownArrow: () => '<svg class="opsw-picker__arrow" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 8l8 9 8-9z"/></svg>',
    onConfirm: (option) => option && choose(option.value),
    tNoResults: () => words.none,
    tStatusQueryTooShort: () => "",
    tStatusNoResults: () => words.none,
    tStatusSelectedOption: (label, length, index) => `${words.chosen} ${label} (${index + 1}/${length})`,
    tStatusResults: (length, selected) => `${words.results} ${length}. ${selected}`,
    tAssistiveHint: () => [...described, words.hint].join(" "),
  });
  const input = document.getElementById(id);
  typed.value = chosen() ? "" : (select.dataset.typed ?? "");

  function choose(value) {
    select.value = value;
    typed.value = "";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // What is typed counts as soon as it names one option; what names none is sent as it was typed.
  input.addEventListener("input", () => {
    const named = fold(input.value) ? options.filter((option) => option.names.includes(fold(input.value))) : [];
    select.value = named.length === 1 ? named[0].value : "";
    typed.value = select.value ? "" : input.value;
  });
  // Enter takes the first option of those found, if none is highlighted.
  input.addEventListener("keydown", (event) => {
    const highlighted = document.querySelector(`#${CSS.escape(id)}__listbox [aria-selected="true"]`);
    if (event.key === "Enter" && fold(input.value) && !highlighted && input.ariaExpanded === "true") {
      event.preventDefault();
      document.getElementById(`${id}__option--0`)?.click();
    }
  });
  // A draft that is put back into the form sets the select.
  select.addEventListener("change", () => {
    if (chosen() && input.value !== chosen().label) setText(input, chosen().label);
  });
}

function describe(option) {
  const label = option.textContent.trim();
  const group = option.parentElement.label ?? "";
  const names = [label, ...(option.dataset.words ?? "").split("|")].map(fold);
  return { value: option.value, label, group, words: ` ${names.join(" ")}`, names };
}

/** The options in which every word of the query begins a word; else those that hold it. All, when nothing was typed. */
function found(options, query, chosen) {
  const asked = fold(query).split(" ").filter(Boolean);
  if (!asked.length || (chosen && fold(query) === fold(chosen.label))) return options;
  const beginning = options.filter(({ words }) => asked.every((word) => words.includes(` ${word}`)));
  return beginning.length ? beginning : options.filter(({ words }) => asked.every((word) => words.includes(word)));
}

/** "Môn" and "mon", "Children’s" and "childrens" are the same to who types. */
function fold(text) {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’]/g, "");
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function grouped({ group }) {
  return ` <span class="opsw-picker__group">${escaped(group)}</span>`;
}

function escaped(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}

/** The library keeps the text of its input itself and hears of another only through an event. */
function setText(input, text) {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.blur();
}
