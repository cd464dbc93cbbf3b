// While a form of the workspace is filled in: keeps what is typed on this device until the server has accepted it, and
// offers it back on the next visit, in either language. The section editor (drafting.js) keeps its text on the same shelf.
// Without this script every form works, and one that meets a session that is over comes back filled by the server.
const ENVELOPE = ["csrfmiddlewaretoken", "typed_by", "sent_from"]; // as in core/sent_pages.py
const LEFT_OUT = ["password", "file", "submit", "button", "reset", "image", "fieldset", "output"];
const MARK = 32; // characters of the token that name the page
const OLDEST = 30 * 24 * 3600 * 1000; // milliseconds
const SAVED = "opsw_saved"; // the cookie that names the page whose form was accepted
const CARRY = "opsw-carry"; // the shelves that go along to the other language
const SENT = "opsw-sent"; // the shelf of the form that was sent last

const words = document.getElementById("kept-words");
if (words) await start();
[...document.scripts].find((script) => script.src === import.meta.url)?.setAttribute("data-ready", "");

/** One text kept on this device, under `name`, locked with the key that only its owner's pages know. */
export function shelfOf(name, key) {
  const lock = lockOf(key);
  let turn = 0; // counts what was to be kept or forgotten: the last one holds
  return {
    async keep(contents) {
      const mine = ++turn;
      try {
        const locked = await lock.shut(JSON.stringify(contents));
        if (mine === turn) localStorage.setItem(name, `${locked} ${Date.now()}`);
      } catch {
        // A browser without room, without encryption or with storage switched off keeps nothing.
      }
    },
    forget() {
      turn += 1;
      localStorage.removeItem(name);
    },
    async found() {
      try {
        return JSON.parse(await lock.open(localStorage.getItem(name)));
      } catch {
        return null;
      }
    },
  };
}

/** Shuts and opens texts with a key that only the signed-in person's pages know (AES-GCM; a new nonce each time). */
function lockOf(key) {
  const toHex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const fromHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
  const imported = crypto.subtle?.importKey("raw", fromHex(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  return {
    async shut(text) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const shut = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await imported, new TextEncoder().encode(text));
      return `${toHex(iv)} ${toHex(shut)}`;
    },
    async open(shelved) {
      const [iv, shut] = shelved.split(" ", 2).map(fromHex);
      return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await imported, shut));
    },
  };
}

async function start() {
  clear();
  // A form that came back from the server holds what is not saved yet.
  const cameBack = document.querySelector(".govuk-error-summary, [data-kept-form]") !== null;
  if (cameBack) localStorage.removeItem(sessionStorage.getItem(SENT));
  const carried = JSON.parse(sessionStorage.getItem(CARRY) ?? "[]");
  for (const note of [CARRY, SENT]) sessionStorage.removeItem(note);
  const written = [...document.querySelectorAll("main form[method=post]:not([data-drafting])")];
  const forms = written.map((form) => keeping(form, cameBack)).filter(Boolean);
  for (const link of document.querySelectorAll("a.opsw-header__language")) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const shelves = await Promise.all(forms.map((form) => form.carry()));
      sessionStorage.setItem(CARRY, JSON.stringify(shelves.filter(Boolean)));
      location.assign(link.href);
    });
  }
  await Promise.all(forms.map((form) => form.offer(carried)));
}

/** Forget what the server has accepted, and what is too old. */
function clear() {
  const saved = document.cookie.match(new RegExp(`(?:^|; )${SAVED}=(\\w+)`))?.[1];
  if (saved) document.cookie = `${SAVED}=; path=/; max-age=0`;
  for (const name of shelves("opsw-form:")) {
    const kept = Number(localStorage.getItem(name).split(" ")[2]);
    if (name.endsWith(`:${saved}`) || kept < Date.now() - OLDEST) localStorage.removeItem(name);
  }
}

function shelves(beginning) {
  return Object.keys(localStorage).filter((name) => name.startsWith(beginning));
}

/** Keep what is typed in `form`. Its shelf is named by the page's address in English, its first field and the page. */
function keeping(form, cameBack) {
  const fields = [...form.elements].filter(
    (field) => field.name && !ENVELOPE.includes(field.name) && !LEFT_OUT.includes(field.type),
  );
  const first = fields.find((field) => field.type !== "hidden");
  if (!first) return null;
  const { owner, key, page } = words.dataset;
  const twins = document.querySelectorAll(`main form[method=post] [name="${CSS.escape(first.name)}"]`);
  const row = [...new Set([...twins].map((field) => field.form))].indexOf(form);
  const place = `opsw-form:${owner}:${new URL(page, location).pathname}#${first.name}${row || ""}:`;
  let mine = place + form.elements.csrfmiddlewaretoken.value.slice(0, MARK);
  let shelf = shelfOf(mine, key);
  let unsaved = cameBack;

  function typed() {
    const values = {};
    for (const field of fields) {
      values[field.name] ??= [];
      if (field.type === "checkbox" || field.type === "radio") field.checked && values[field.name].push(field.value);
      else if (field.options) values[field.name].push(...[...field.selectedOptions].map((option) => option.value));
      else values[field.name].push(field.value);
    }
    return values;
  }

  function put(values) {
    const turns = {};
    for (const field of fields) {
      const texts = values[field.name];
      if (!texts) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = texts.includes(field.value);
      else if (field.options) for (const option of field.options) option.selected = texts.includes(option.value);
      else field.value = texts[(turns[field.name] = (turns[field.name] ?? -1) + 1)] ?? field.value;
      if (field.type !== "hidden") for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }

  const keep = () => {
    if (unsaved || fields.some(changed)) return shelf.keep({ at: Date.now(), values: typed() });
    return shelf.forget();
  };

  /** Write on from where `name` stopped: it names the page of the text, so that what was done already is not done again. */
  async function bringBack(name, values) {
    put(values);
    mine = name;
    shelf = shelfOf(mine, key);
    unsaved = true;
    const from = form.elements.sent_from ?? form.appendChild(document.createElement("input"));
    Object.assign(from, { type: "hidden", name: "sent_from", value: mine.slice(-MARK) });
    await keep();
  }

  /** What was kept for this form on other pages, the newest first; what the form holds already needs no shelf. */
  async function others() {
    const found = [];
    const now = JSON.stringify(typed());
    for (const name of shelves(place)) {
      const kept = name === mine ? null : await shelfOf(name, key).found();
      if (kept && JSON.stringify(kept.values) === now) localStorage.removeItem(name);
      else if (kept) found.push({ name, ...kept });
    }
    return found.sort((one, other) => other.at - one.at);
  }

  async function offer(carried) {
    const found = await others();
    const along = found.find((kept) => carried.includes(kept.name));
    if (along) return bringBack(along.name, along.values);
    await keep();
    if (found.length) ask(found[0]);
  }

  function ask({ name, at, values }) {
    const box = words.content.firstElementChild.cloneNode(true);
    const said = box.querySelector("[data-said]");
    said.textContent = said.textContent.replace("{time}", timeOf(at));
    form.before(box);
    const answered = (act) => async () => {
      await act();
      box.remove();
      first.focus();
      await offer([]);
    };
    box.querySelector("[data-restore]").addEventListener("click", answered(() => bringBack(name, values)));
    box.querySelector("[data-discard]").addEventListener("click", answered(() => localStorage.removeItem(name)));
  }

  for (const kind of ["input", "change"]) form.addEventListener(kind, keep);
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, mine));
  return {
    offer,
    async carry() {
      await keep();
      return localStorage.getItem(mine) && mine;
    },
  };
}

/** Whether somebody changed the field since the page came. */
function changed(field) {
  if (field.type === "hidden") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== field.defaultValue;
  const options = [...field.options];
  const asItCame = options.filter((option) => option.defaultSelected);
  const before = asItCame.length || field.multiple ? asItCame : options.slice(0, 1);
  return options.some((option) => option.selected !== before.includes(option));
}

/** "14:32", with the day when it was another one, in the language of the page. */
function timeOf(moment) {
  const then = new Date(moment);
  const today = then.toDateString() === new Date().toDateString();
  const time = { hour: "2-digit", minute: "2-digit", hour12: false };
  return then.toLocaleString(`${document.documentElement.lang}-GB`, today ? time : { day: "numeric", month: "long", ...time });
}
