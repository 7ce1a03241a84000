// The console's side of the bridge to the panels of extensions. A module:
//
//   import { mountPanel } from "/panels/host.js";
//   const unmount = mountPanel(element, panel, { fetch: send, locale: "en", theme: "light" });
//
// The page that shows panels has "frame-src 'self'" in its Content-Security-Policy: a panel cannot lead its frame elsewhere then.
// "panel" is an entry of GET /api/extensions/panels; "send" is a fetch that adds the person's credential.
const VERSION = 1;
const METHODS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]);
const LONGEST_BODY = 1 << 20;
const MOST_AT_ONCE = 8;
const TALLEST = 10000;

/** The address of a panel's request; null unless it lies below the extension's own. */
export function addressOf(api, path, origin) {
  if (typeof path !== "string" || path.length > 2000 || /[\\\u0000-\u001f]/.test(path)) return null;
  const base = new URL(api, origin);
  let address;
  try {
    address = new URL(path.replace(/^\/+/, ""), base);
  } catch {
    return null;
  }
  // Encoded dots and slashes would be read differently behind this check.
  if (/%(2e|2f|5c|25|00)/i.test(address.pathname)) return null;
  return address.origin === base.origin && address.pathname.startsWith(base.pathname) && !address.hash ? address : null;
}

/** Shows a panel in the element. Returns a function that removes it. */
export function mountPanel(element, panel, options = {}) {
  const send = options.fetch ?? ((address, init) => fetch(address, init));
  const origin = element.ownerDocument.defaultView.location.origin;
  const view = element.ownerDocument.defaultView;
  const frame = element.ownerDocument.createElement("iframe");
  let running = 0;

  const reply = (message) => frame.contentWindow?.postMessage({ archipel: VERSION, ...message }, "*");

  async function answer({ id, method, path, body }) {
    const refuse = (detail) => reply({ type: "answer", id, status: 0, body: { detail } });
    const address = addressOf(panel.api, path, origin);
    if (!address || !METHODS.has(method)) return refuse("The panel may not send this request.");
    const text = body === undefined ? undefined : JSON.stringify(body);
    if (text && text.length > LONGEST_BODY) return refuse("The body is too long.");
    if (running >= MOST_AT_ONCE) return refuse("Too many requests at once.");
    running++;
    try {
      const response = await send(address.pathname + address.search, {
        method,
        body: text,
        headers: { Accept: "application/json", ...(text === undefined ? {} : { "Content-Type": "application/json" }) },
        redirect: "error",
      });
      const json = (response.headers.get("Content-Type") ?? "").includes("json");
      const received = await response.text();
      reply({ type: "answer", id, status: response.status, body: json && received ? JSON.parse(received) : received });
    } catch {
      refuse("The request could not be sent.");
    } finally {
      running--;
    }
  }

  function onMessage(event) {
    if (event.source !== frame.contentWindow || !event.data || event.data.archipel !== VERSION) return;
    const message = event.data;
    if (message.type === "hello") {
      const { extensionId, name, slot } = panel;
      const { locale = "en", theme = "light", subject = null } = options;
      reply({ type: "context", context: { extensionId, panel: name, slot, locale, theme, subject } });
    } else if (message.type === "request" && Number.isSafeInteger(message.id)) {
      answer(message);
    } else if (message.type === "resize" && message.height > 0) {
      frame.style.height = `${Math.min(message.height, TALLEST)}px`;
    }
  }

  function unmount() {
    view.removeEventListener("message", onMessage);
    frame.remove();
  }

  // A panel is one page; what comes after it is not the extension's panel any more.
  let loads = 0;
  frame.addEventListener("load", () => {
    if (++loads > 1) unmount();
  });
  view.addEventListener("message", onMessage);
  frame.setAttribute("sandbox", "allow-scripts");
  frame.setAttribute("referrerpolicy", "no-referrer");
  frame.title = panel.title;
  frame.style.border = "0";
  frame.style.width = "100%";
  frame.src = panel.url;
  element.append(frame);
  return unmount;
}
