// While a section is written: keeps the text on this device, saves it after a pause, and says where it stands.
// On every page of a position: shows what others saved and who is here.
// Without this script the form saves with its button. The server merges; this script never decides between two texts.
const { shelfOf } = await import(document.getElementById("opsw-keep").src);

const PAUSE = 1200; // milliseconds without a key before a save
const RETRY = 5000; // milliseconds until a lost connection is tried again

const LOOK = 300; // milliseconds between two looks for what others saved
const LOOK_SELDOM = 3000; // the same while nobody else is here, or nobody does anything
const ACTIVE = 10_000; // milliseconds for which the page looks often after somebody wrote, here or elsewhere
const BEAT = 10_000; // milliseconds between two signs that somebody is here

const place = document.querySelector("[data-live]");
if (place) watch();
const form = document.querySelector("[data-drafting]");
if (form) write();
[...document.scripts].find((script) => script.src === import.meta.url)?.setAttribute("data-ready", "");

function write() {
  const state = document.getElementById("save-state");
  const fields = [...form.querySelectorAll("textarea")];
  const base = form.elements.base_revision;
  const shelf = shelfOf(`opsw-draft:${form.dataset.owner}:${form.dataset.section}`, form.dataset.key);
  // What the page came with is saved, unless it came back from the server; what was typed before this script began is not.
  const came = Object.fromEntries(fields.map((field) => [field.name, field.defaultValue]));
  let synced = form.dataset.unsaved === undefined ? came : {};
  let timer;
  let offering = false; // an earlier text waits for an answer and is not written over
  let underWay = Promise.resolve();

  function texts() {
    return Object.fromEntries(fields.map((field) => [field.name, field.value]));
  }
  const tooLong = () => fields.find((field) => field.value.length > field.closest("[data-maxlength]").dataset.maxlength);
  const changed = () => fields.some((field) => field.value !== synced[field.name]);

  function say(what, why = []) {
    const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    state.textContent = [state.dataset[what].replace("{time}", time), ...why].join(" ");
    state.dataset.state = what;
  }

  // What is kept stays after signing out, when it could not be saved; locked, so that nobody else at this device reads it.
  const keep = () => offering || shelf.keep({ base: base.value, texts: texts() });
  const forget = () => offering || shelf.forget();

  function later(pause = PAUSE) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  /** Save what is typed, after the save that is under way. */
  async function save() {
    clearTimeout(timer);
    await underWay;
    if (!changed()) return;
    if (tooLong()) return say("tooLong");
    underWay = sendAndTake(texts());
    await underWay;
  }

  async function sendAndTake(sent) {
    say("saving");
    const { section, problem, why } = await send(sent);
    if (section) return take(sent, section);
    say(problem, why);
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
      if (answer.status === 409) return { problem: "clash" };
      const { errors } = await answer.json().catch(() => ({}));
      return { problem: "refused", why: Object.values(errors ?? {}).flat() };
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

  function unsaved() {
    keep();
    say("unsaved");
    later();
  }

  for (const field of fields) field.addEventListener("input", unsaved);
  say("on");
  addEventListener("online", () => later(0));
  // The button saves as ever; what was typed is sent by the script first, so that the copy kept here can go.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await save();
    const long = tooLong();
    if (long) long.focus();
    else form.submit();
  });

  document.addEventListener("opsw:saved", ({ detail: section }) => {
    const newer = section.uuid === form.dataset.section && section.revision > Number(base.value);
    // What is typed and not saved yet meets the others' words at its own save.
    if (newer && !changed()) show(fields.map((field) => section[field.name]), section);
  });

  offer();

  /** Offer back what an earlier visit could not save. */
  async function offer() {
    if (form.dataset.unsaved !== undefined) return keep();
    offering = true;
    const earlier = await shelf.found();
    offering = false;
    const same = !earlier || fields.every((field) => earlier.texts[field.name].trim() === field.value.trim());
    if (same && changed()) return unsaved();
    if (same) return forget();
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
  let { version, said } = place.dataset; // `said` only on the page that shows what is said
  let state = "";
  let alone = false;
  let timer;
  let looking = false;
  let ended = false; // this person may no longer see the position
  let pause = LOOK; // grows while nothing changes
  let activeUntil = 0;

  async function look() {
    clearTimeout(timer);
    if (document.hidden || looking || ended) return;
    looking = true;
    try {
      const headers = state ? { "If-None-Match": state } : {};
      const shown = new URLSearchParams({ since: version, ...(said === undefined ? {} : { said }) });
      const answer = await fetch(`${place.dataset.live}?${shown}`, { headers, redirect: "manual" });
      if (answer.ok) show(await answer.json(), answer.headers.get("ETag"));
      else if (answer.status !== 304 && answer.status < 500) return end();
      pause = answer.status < 500 ? untilNextLook(answer.ok) : RETRY;
    } catch {
      pause = RETRY; // no connection
    } finally {
      looking = false;
    }
    timer = setTimeout(look, pause);
  }

  function untilNextLook(changed) {
    if (alone) return LOOK_SELDOM;
    return changed || Date.now() < activeUntil ? LOOK : Math.min(pause * 2, LOOK_SELDOM);
  }

  /** Somebody is at work on this page: look often again. */
  function attend() {
    activeUntil = Date.now() + ACTIVE;
    if (alone || pause === LOOK) return;
    pause = LOOK;
    look();
  }

  function show(news, etag) {
    [version, state, alone] = [news.version, etag, news.alone];
    if (said !== undefined) said = news.said;
    place.querySelector("[data-here]").innerHTML = news.here;
    if (news.sections.length) activeUntil = Date.now() + ACTIVE;
    for (const section of news.sections) {
      draw(document.querySelector(`[data-section-text="${section.uuid}"]`), section.html);
      draw(document.querySelector(`[data-discussion="${section.uuid}"]`), section.discussion);
      document.dispatchEvent(new CustomEvent("opsw:saved", { detail: section }));
    }
  }

  function end() {
    ended = true;
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
    pause = LOOK;
    beat();
    look();
  });
  for (const kind of ["input", "pointerdown", "keydown"]) document.addEventListener(kind, attend);
  beat();
  look();
}

/** Show `html` in a part of the page; what is unfolded there, and where the focus is, stays. */
function draw(part, html) {
  if (!part || part.drawn === html) return;
  const unfolded = [...part.querySelectorAll("details")].map((details) => details.open);
  const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  part.innerHTML = part.drawn = html;
  part.querySelectorAll("details").forEach((details, at) => (details.open = unfolded[at] ?? false));
  if (focused) part.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
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
