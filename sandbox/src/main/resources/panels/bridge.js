// The panel's side of the bridge to Archipel's console. A panel includes it with <script src="/panels/bridge.js"></script>.
//
//   const { locale, theme } = await archipel.ready;
//   const answer = await archipel.request("GET", "counts");          // GET /api/x/<extension>/counts
//   if (answer.ok) show(answer.body);
//
// Requests reach the extension's own addresses only, with the rights of the person in front of the console.
(() => {
  "use strict";
  const VERSION = 1;
  const pending = new Map();
  let last = 0;
  let greeted;
  const ready = new Promise((resolve) => (greeted = resolve));

  const send = (message) => window.parent.postMessage({ archipel: VERSION, ...message }, "*");

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !event.data || event.data.archipel !== VERSION) return;
    const { type, id } = event.data;
    if (type === "context") {
      greeted(Object.freeze({ ...event.data.context }));
    } else if (type === "answer" && pending.has(id)) {
      const { resolve } = pending.get(id);
      pending.delete(id);
      const { status, body } = event.data;
      resolve({ status, ok: status >= 200 && status < 300, body });
    }
  });

  window.archipel = Object.freeze({
    /** Who shows the panel and how: { extensionId, panel, slot, locale, theme, subject }. */
    ready,
    /** Sends a request to an address below the extension's own; body is JSON. Status 0 means that it did not arrive. */
    request(method, path, body) {
      const id = ++last;
      return new Promise((resolve) => {
        pending.set(id, { resolve });
        send({ type: "request", id, method, path, body });
      });
    },
    /** Asks for a frame of this height in pixels. */
    resize(height = document.documentElement.scrollHeight) {
      send({ type: "resize", height });
    },
  });
  send({ type: "hello" });
})();
