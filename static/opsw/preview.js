// A text area for Markdown shows on demand how its text will be read; the server renders it as it renders every page.
// Without this script one writes as before.

for (const box of document.querySelectorAll("[data-writing]")) {
  const field = document.getElementById(box.dataset.writing);
  const panel = document.getElementById(`${field.id}_preview`);
  const tabs = [...box.querySelectorAll("[role=tab]")];
  let asked = 0; // counts the previews asked for: the last one is shown

  const choose = (chosen) => {
    tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", String(at === chosen));
      tab.tabIndex = at === chosen ? 0 : -1;
    });
    field.hidden = chosen === 1;
    panel.hidden = chosen === 0;
    asked += 1;
    if (chosen === 1) show(asked);
  };

  async function show(mine) {
    if (!field.value.trim()) return panel.replaceChildren(note(box.dataset.empty));
    panel.setAttribute("aria-busy", "true");
    const html = await rendered(box.dataset.preview, field);
    if (mine !== asked) return;
    panel.removeAttribute("aria-busy");
    if (html === null) panel.replaceChildren(note(box.dataset.failed));
    else if (html.trim()) panel.innerHTML = html;
    else panel.replaceChildren(note(box.dataset.empty));
  }

  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => choose(at));
    tab.addEventListener("keydown", ({ key }) => {
      if (key !== "ArrowLeft" && key !== "ArrowRight") return;
      tabs[1 - at].focus();
      choose(1 - at);
    });
  });
  box.hidden = false;
}

function note(words) {
  const made = document.createElement("p");
  made.className = "govuk-hint";
  made.lang = document.documentElement.lang;
  made.textContent = words;
  return made;
}

async function rendered(address, field) {
  const token = field.form.elements.csrfmiddlewaretoken.value;
  try {
    const body = new URLSearchParams({ text: field.value });
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual" });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
[...document.scripts].find((script) => script.src === import.meta.url)?.setAttribute("data-ready", "");
