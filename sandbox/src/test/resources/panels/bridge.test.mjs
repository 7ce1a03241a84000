// The two sides of the bridge, each in a window that is not one: node bridge.test.mjs FOLDER-OF-THE-SCRIPTS
import assert from "node:assert";
import fs from "node:fs";
import vm from "node:vm";

const folder = process.argv[2];
const source = (name) => fs.readFileSync(`${folder}/${name}`, "utf8");
const { addressOf, mountPanel } = await import(
  `data:text/javascript;base64,${Buffer.from(source("host.js")).toString("base64")}`
);

const ORIGIN = "http://archipel.example";
const API = "/api/x/com.acme.tiny/";

// Addresses below the extension's own, and all others.
const address = (path) => addressOf(API, path, ORIGIN)?.href ?? null;
assert.equal(address("counts"), `${ORIGIN}${API}counts`);
assert.equal(address("/counts?a=b"), `${ORIGIN}${API}counts?a=b`);
for (const other of [
  "../other", "..", "a/../../..", "http://evil.example/", "https:evil.example", "javascript:1", "%2e%2e/users", "a%2f..",
  "a/%2E%2E/%2e%2e/b", "a\\b", "./../com.acme.tinyother/a", "a#b", "a\u0000b", 7, null, undefined, "a".repeat(3000),
]) {
  assert.equal(address(other), null, String(other));
}

// A page and its frame.
const window = () => {
  const listeners = [];
  return {
    listeners,
    location: { origin: ORIGIN },
    addEventListener: (type, listener) => listeners.push(listener),
    removeEventListener: (type, listener) => listeners.includes(listener) && listeners.splice(listeners.indexOf(listener), 1),
  };
};
const outer = window();
const inner = window();
const post = (target, event) => queueMicrotask(() => target.listeners.forEach((listen) => listen(event())));
const loaded = [];
let removed = 0;
const frame = {
  style: {},
  attributes: {},
  setAttribute(name, value) {
    this.attributes[name] = value;
  },
  addEventListener: (type, listener) => loaded.push(listener),
  remove() {
    removed++;
  },
  contentWindow: {
    postMessage: (data) => post(inner, () => ({ source: inner.parent, data: structuredClone(data) })),
  },
};
inner.parent = {
  postMessage: (data) => post(outer, () => ({ source: frame.contentWindow, data: structuredClone(data) })),
};
const element = { ownerDocument: { defaultView: outer, createElement: () => frame }, append() {} };
const sent = [];
const unmount = mountPanel(
  element,
  { api: API, url: "/panels/t", title: "Tiny", extensionId: "com.acme.tiny", name: "tiny", slot: "dashboard" },
  {
    theme: "dark",
    fetch: async (url, { method, body }) => {
      sent.push([url, method, body]);
      return { status: 200, headers: { get: () => "application/json" }, text: async () => '{"a":1}' };
    },
  },
);
assert.equal(frame.attributes.sandbox, "allow-scripts");
vm.runInContext(
  source("bridge.js"),
  vm.createContext({ window: inner, document: { documentElement: { scrollHeight: 5 } } }),
);
const { archipel } = inner;

assert.equal((await archipel.ready).theme, "dark");
const answer = await archipel.request("PUT", "note", { text: "x" });
assert.deepEqual([answer.ok, answer.body.a], [true, 1]);
assert.deepEqual(sent, [[`${API}note`, "PUT", '{"text":"x"}']]);
assert.equal((await archipel.request("GET", "../../users")).status, 0);
assert.equal((await archipel.request("TRACE", "note")).status, 0);
outer.listeners[0]({ source: {}, data: { archipel: 1, type: "request", id: 9, method: "GET", path: "note" } });
assert.equal(sent.length, 1, "a message of somebody else");
archipel.resize(77);
await new Promise((done) => setTimeout(done, 5));
assert.equal(frame.style.height, "77px");
loaded[0]();
assert.equal(removed, 0, "its own page");
loaded[0]();
assert.equal(removed, 1, "a page that it led its frame to");
assert.equal(outer.listeners.length, 0);
unmount();
assert.equal(outer.listeners.length, 0);
