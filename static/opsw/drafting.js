// While a section is written: keeps the text on this device, saves it after a pause, and says where it stands.
// On every page of a position: shows what others saved and who is here.
// Without this script the form saves with its button. The server merges; this script never decides between two texts.
const PAUSE = 1200; // milliseconds without a key before a save
const RETRY = 5000; // milliseconds until a lost connection is tried again

const LOOK = 300; // milliseconds between two looks for what others saved
const LOOK_ALONE = 3000; // the same while nobody else is here
const BEAT = 10_000; // milliseconds between two signs that somebody is here

const place = document.querySelector("[data-live]");
if (place) watch();
const form = document.querySelector("[data-drafting]");
if (form) write();

function write() {
  const state = document.getElementById("save-state");
  const fields = [...form.querySelectorAll("textarea")];
  const base = form.elements.base_revision;
  const shelf = `opsw-draft:${form.dataset.owner}:${form.dataset.section}`;
  // A form that came back from the server holds what is not saved yet.
  const cameBack = form.dataset.unsaved !== undefined;
  let synced = cameBack ? {} : texts();
  let timer;
  let offering = false; // an earlier text waits for an answer and is not written over
  let underWay = Promise.resolve();

  function texts() {
    return Object.fromEntries(fields.map((field) => [field.name, field.value]));
  }
  const changed = () => fields.some((field) => field.value !== synced[field.name]);

  function say(what) {
    const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    state.textContent = state.dataset[what].replace("{time}", time);
    state.dataset.state = what;
  }

  function keep() {
    if (offering) return;
    try {
      localStorage.setItem(shelf, JSON.stringify({ base: base.value, texts: texts() }));
    } catch {
      // A browser without room or with storage switched off: the server's copy is the only one.
    }
  }
  const kept = () => JSON.parse(localStorage.getItem(shelf) ?? "null");
  const forget = () => offering || localStorage.removeItem(shelf);

  function later(pause = PAUSE) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  /** Save what is typed, after the save that is under way. */
  async function save() {
    clearTimeout(timer);
    await underWay;
    if (!changed()) return;
    underWay = sendAndTake(texts());
    await underWay;
  }

  async function sendAndTake(sent) {
    say("saving");
    const { section, problem } = await send(sent);
    if (section) return take(sent, section);
    say(problem);
    if (problem === "offline") later(RETRY);
  }

  async function send(sent) {
    const token = form.elements.csrfmiddlewaretoken.value;
    const body = new URLSearchParams({ ...sent, base_revision: base.value });
    try {
      const headers = { "X-CSRFToken": token };
      const answer = await fetch(form.dataset.save, { method: "POST", body, headers, redirect: "manual" });
      if (answer.ok) return { section: await answer.json() };
      if (answer.type === "opaqueredirect") return { problem: "signedOut" };
      if (answer.status >= 500) return { problem: "offline" };
      return { problem: answer.status === 409 ? "clash" : "refused" };
    } catch {
      return { problem: "offline" };
    }
  }

  /** Show the section as the server has it, with what was typed since `sent`. */
  function take(sent, section) {
    const next = fields.map((field) => rebased(sent[field.name], field.value, section[field.name]));
    if (next.every((text) => text !== null)) show(next, section);
    if (changed()) {
      keep();
      later();
    } else {
      forget();
      say("saved");
    }
  }

  function show(next, section) {
    fields.forEach((field, at) => put(field, next[at]));
    synced = Object.fromEntries(fields.map((field) => [field.name, section[field.name]]));
    base.value = section.revision;
  }

  for (const field of fields) {
    field.addEventListener("input", () => {
      keep();
      say("unsaved");
      later();
    });
  }
  addEventListener("online", () => later(0));
  // The button saves as ever; what was typed is sent by the script first, so that the copy kept here can go.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await save();
    form.submit();
  });

  document.addEventListener("opsw:saved", ({ detail: section }) => {
    const newer = section.uuid === form.dataset.section && section.revision > Number(base.value);
    // What is typed and not saved yet meets the others' words at its own save.
    if (newer && !changed()) show(fields.map((field) => section[field.name]), section);
  });

  offer();

  /** Offer back what an earlier visit could not save. */
  function offer() {
    const earlier = kept();
    if (cameBack) return keep();
    if (!earlier || fields.every((field) => earlier.texts[field.name].trim() === field.value.trim())) return forget();
    const box = document.getElementById("kept-draft");
    box.hidden = false;
    offering = true;
    const answered = () => {
      offering = false;
      box.hidden = true;
      fields[0].focus();
    };
    box.querySelector("[data-restore]").addEventListener("click", async () => {
      await save();
      answered();
      for (const field of fields) field.value = earlier.texts[field.name];
      base.value = earlier.base;
      keep();
      save();
    });
    box.querySelector("[data-discard]").addEventListener("click", () => {
      answered();
      forget();
    });
  }
}

/** Show what others save, and who is here, until this person may no longer see it. */
function watch() {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  let version = place.dataset.version;
  let state = "";
  let alone = false;
  let timer;

  async function look() {
    clearTimeout(timer);
    if (document.hidden) return;
    let pause = RETRY;
    try {
      const headers = state ? { "If-None-Match": state } : {};
      const answer = await fetch(`${place.dataset.live}?since=${version}`, { headers, redirect: "manual" });
      if (answer.ok) show(await answer.json(), answer.headers.get("ETag"));
      else if (answer.status !== 304 && answer.status < 500) return end();
      if (answer.status < 500) pause = alone ? LOOK_ALONE : LOOK;
    } catch {
      // No connection: look again later.
    }
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  }

  function show(news, etag) {
    [version, state, alone] = [news.version, etag, news.alone];
    place.querySelector("[data-here]").innerHTML = news.here;
    for (const section of news.sections) {
      const shown = document.querySelector(`[data-section-text="${section.uuid}"]`);
      if (shown) shown.innerHTML = section.html;
      document.dispatchEvent(new CustomEvent("opsw:saved", { detail: section }));
    }
  }

  function end() {
    clearInterval(beating);
    place.querySelector("[data-here]").replaceChildren();
    place.querySelector("[data-live-state]").textContent = place.dataset.ended;
  }

  function beat() {
    if (document.hidden) return;
    const body = new URLSearchParams({ section: place.dataset.section ?? "" });
    const headers = { "X-CSRFToken": token };
    fetch(place.dataset.presence, { method: "POST", body, headers, redirect: "manual" }).catch(() => {});
  }

  const beating = setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", () => {
    beat();
    look();
  });
  beat();
  look();
}

/** The one stretch in which two texts differ: `from` up to `to` in the first one gives way to `text`. */
function stretch(before, after) {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - from;
  while (end < room && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from, to: before.length - end, text: after.slice(from, after.length - end) };
}

/** `now`, which was `sent` a moment ago, with what the server made of `sent`; null when both changed one place. */
function rebased(sent, now, merged) {
  if (now === sent || merged === sent) return now === sent ? merged : now;
  const [typed, came] = [stretch(sent, now), stretch(sent, merged)];
  if (came.to < typed.from) return merged.slice(0, merged.length - (sent.length - typed.from)) + now.slice(typed.from);
  if (typed.to < came.from) return now.slice(0, now.length - (sent.length - came.from)) + merged.slice(came.from);
  return null;
}

/** Change the text of a field where it differs, so that the cursor stays where the writer has it. */
function put(field, text) {
  const { from, to, text: words } = stretch(field.value, text);
  if (field.value !== text) field.setRangeText(words, from, to, "preserve");
}
