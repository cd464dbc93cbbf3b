// Checks one published version in the reader's browser, from the files of the log alone. No library: WebCrypto does the hashing.
// Formats: C2SP tlog-tiles, tlog-checkpoint, signed-note and tlog-proof; RFC 9162 (tree), RFC 9901 (disclosures).
const section = document.getElementById("check");
const utf8 = new TextEncoder();

const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(parts)));
const leafHash = (leaf) => sha256(Uint8Array.of(0), leaf);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((offset, part) => (whole.set(part, offset), offset + part.length), 0);
  return whole;
}
const fromBase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
const fromBase64Url = (text) => fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
const toBase64Url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const parsed = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

async function fetched(address) {
  const response = await fetch(address, { credentials: "omit" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** The parts of a tlog-proof: leaf, index, hashes, and the checkpoint it leads to. */
function parseProof(text) {
  const end = text.indexOf("\n\n");
  const [header, extra, index, ...hashes] = text.slice(0, end).split("\n");
  if (header !== "c2sp.org/tlog-proof@v1") throw new Error(header);
  return {
    leaf: fromBase64(extra.replace("extra ", "")),
    index: Number(index.replace("index ", "")),
    hashes: hashes.map(fromBase64),
    checkpoint: text.slice(end + 2),
  };
}

/** What a checkpoint says, the text that is signed, and its signatures by name. */
function parseCheckpoint(note) {
  const [text, signatures] = note.split("\n\n");
  const [origin, size, root] = text.split("\n");
  return { origin, size: Number(size), root: fromBase64(root), text: `${text}\n`, signatures: signatures.trim().split("\n") };
}

/** The entry at its place in a bundle: each is its length in two bytes, then its bytes. */
function entryOf(bundle, place) {
  let at = 0;
  for (; place > 0; place -= 1) at += 2 + (bundle[at] * 256 + bundle[at + 1]);
  return bundle.slice(at + 2, at + 2 + (bundle[at] * 256 + bundle[at + 1]));
}

/** The root that leaf and neighbours make: RFC 9162 §2.1.3.2; null when the proof has the wrong length. */
async function rootOf(hash, index, size, hashes) {
  let [position, last] = [index, size - 1];
  for (const sibling of hashes) {
    if (last === 0) return null;
    if (position % 2 === 1 || position === last) {
      hash = await nodeHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

/** The disclosed values by path; null unless they are exactly what the leaf commits to. */
async function disclosed(leaf, disclosures) {
  const digests = parsed(leaf)._sd;
  const values = new Map();
  for (const { digest, disclosure } of disclosures) {
    if (!digests.includes(digest)) return null;
    if (disclosure === undefined) continue;
    if (toBase64Url(await sha256(utf8.encode(disclosure))) !== digest) return null;
    const [, path, value] = parsed(fromBase64Url(disclosure));
    values.set(path, typeof value === "string" ? value : JSON.stringify(value));
  }
  return disclosures.length === digests.length ? values : null;
}

/** Whether every text on the page is disclosed, and every disclosure is committed to by the leaf. */
async function textsHold(leaf, disclosures) {
  const values = await disclosed(leaf, disclosures);
  const shown = [...document.querySelectorAll("[data-path]")];
  const unbroken = (text) => text.replaceAll("\r\n", "\n");
  return (
    values !== null &&
    shown.length === values.size &&
    shown.every((cell) => unbroken(values.get(cell.dataset.path) ?? "") === cell.textContent)
  );
}

/** Whether the key signed the checkpoint; null when this browser cannot tell. */
async function signatureHolds(checkpoint, key) {
  const [, name, keyId, encoded] = key.match(/^([^+]+)\+([0-9a-f]{8})\+(.+)$/) ?? [];
  if (!name || checkpoint.origin !== name) return false;
  let publicKey;
  try {
    publicKey = await crypto.subtle.importKey("raw", fromBase64(encoded).slice(1), "Ed25519", false, ["verify"]);
  } catch {
    return null;
  }
  const own = checkpoint.signatures
    .filter((line) => line.startsWith(`— ${name} `))
    .map((line) => fromBase64(line.split(" ")[2]))
    .find((signature) => hex(signature.slice(0, 4)) === keyId);
  if (!own) return false;
  return crypto.subtle.verify("Ed25519", publicKey, own.slice(4), utf8.encode(checkpoint.text));
}

/** The keys that a handover leads from and to; null unless both signed the checkpoint that ends with its entry. */
async function handover({ proof, disclosures }) {
  const { leaf, index, hashes, checkpoint: note } = parseProof(proof);
  const checkpoint = parseCheckpoint(note);
  const values = await disclosed(leaf, disclosures);
  const root = await rootOf(await leafHash(leaf), index, checkpoint.size, hashes);
  if (!values || parsed(leaf).kind !== "key" || checkpoint.size !== index + 1) return null;
  if (!root || !same(root, checkpoint.root)) return null;
  const [from, to] = [values.get("key.old"), values.get("key.new")];
  return (await signatureHolds(checkpoint, from)) && (await signatureHolds(checkpoint, to)) ? { from, to } : null;
}

/** Whether the text is a key of this log, typed without a slip: it carries a fingerprint of its own name and bytes. */
async function looksLikeKey(text, origin) {
  const [, name, keyId, encoded] = text.match(/^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{43,44}=?)$/) ?? [];
  if (name !== origin) return false;
  try {
    const digest = await sha256(utf8.encode(`${name}\n`), fromBase64(encoded));
    return hex(digest.slice(0, 4)) === keyId;
  } catch {
    return false;
  }
}

/** Whether handovers lead without a gap to the key that signs, and the noted key is that one or one before it. */
async function keyHolds(handovers, noted, key) {
  const changes = await Promise.all(handovers.map(handover));
  const keys = [...changes.map((change) => change?.from), key];
  return changes.every((change, at) => change?.to === keys[at + 1]) && keys.includes(noted || key);
}

function show(step, result) {
  const found = result === null ? "unknown" : result ? "holds" : "fails";
  for (const mark of section.querySelectorAll(`[data-step="${step}"] [data-result]`)) mark.hidden = mark.dataset.result !== found;
  return result;
}

function conclude(verdict) {
  if (verdict === "mistyped") section.querySelectorAll("[data-result]").forEach((mark) => (mark.hidden = true));
  for (const line of section.querySelectorAll("[data-verdict]")) line.hidden = line.dataset.verdict !== verdict;
}

async function check() {
  const { index, proof, entries, disclosures, checkpoint: head, key, handovers } = section.dataset;
  const [proved, bundle, served, current, verifierKey, handedOver] = await Promise.all([
    fetched(proof).then((response) => response.text()).then(parseProof),
    fetched(entries).then((response) => response.arrayBuffer()),
    fetched(disclosures).then((response) => response.json()),
    fetched(head).then((response) => response.text()).then(parseCheckpoint),
    fetched(key).then((response) => response.text()).then((text) => text.trim()),
    fetched(handovers).then((response) => response.json()),
  ]);
  const checkpoint = parseCheckpoint(proved.checkpoint);
  const noted = document.getElementById("noted-key").value.trim();
  if (noted && !(await looksLikeKey(noted, checkpoint.origin))) return "mistyped";
  const logged = entryOf(new Uint8Array(bundle), Number(index) % 256);
  const results = [
    show("entry", proved.index === Number(index) && same(logged, proved.leaf)),
    show("texts", await textsHold(logged, served.disclosures)),
  ];
  const root = await rootOf(await leafHash(logged), proved.index, checkpoint.size, proved.hashes);
  // A checkpoint of the same size must be the same; one of another size is another moment of the log.
  const agreed = current.size !== checkpoint.size || same(current.root, checkpoint.root);
  results.push(show("root", root !== null && same(root, checkpoint.root) && agreed));
  const signed = await signatureHolds(checkpoint, verifierKey);
  results.push(show("signature", signed && (await keyHolds(handedOver.handovers, noted, verifierKey))));
  if (results.includes(false)) return "fails";
  return results.includes(null) ? "unsigned" : "holds";
}

if (section && crypto?.subtle) {
  const start = section.querySelector("[data-start]");
  start.hidden = false;
  start.querySelector("button").addEventListener("click", async () => {
    try {
      conclude(await check());
    } catch {
      conclude("unknown");
    }
  });
}
[...document.scripts].find((script) => script.src === import.meta.url)?.setAttribute("data-ready", "");
