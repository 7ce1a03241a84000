import { element, find, openTarget, read } from "/docs/reader.js";

/** The page of an organization's own APIs, for those who call them: what a key may call, and another key where it may make one. */
const byId = (id) => document.getElementById(id);
const CALL = "apis:call";
const MAKE = "api-keys:write";

/** The organization that the page's address names; a key is of one, which an administrator's can leave. */
const organization = location.pathname.split("/")[3];

const ask = async (address, options = {}) => {
  const headers = { Authorization: "Bearer " + byId("key").value.trim(), ...options.headers };
  if (organization) headers["X-Organization"] = organization;
  const answer = await fetch(address, { ...options, headers });
  const body = await answer.json();
  if (!answer.ok) throw new Error([body.detail || body.title, ...(body.errors || []).map(({ message }) => message)].join(" "));
  return body;
};

/** Only an API that asks for the platform's keys is given one. */
const credential = (operation) =>
  operation.security.some((one) => "apiKey" in one) ? { "X-API-Key": byId("key").value.trim() } : {};

/** What the APIs ask for besides the right to call, as far as this key could hand it on. */
const scopesOf = (api, permissions) => {
  const asked = Object.values(api.paths).flatMap((item) => Object.values(item))
    .flatMap((operation) => operation.security).flatMap((one) => one.apiKey || []);
  return [...new Set(asked)].filter((scope) => scope !== CALL && permissions.includes(scope)).sort();
};

const offerKeys = (api, permissions) => {
  byId("keys").hidden = !(permissions.includes(MAKE) && permissions.includes(CALL));
  byId("made").replaceChildren();
  const scopes = scopesOf(api, permissions);
  byId("key-scopes").hidden = scopes.length === 0;
  byId("key-scopes").replaceChildren(byId("key-scopes").querySelector("legend"), ...scopes.map((scope) =>
    element("label", {}, element("input", { type: "checkbox", value: scope }), " ", scope)));
};

const show = async () => {
  const [api, me] = await Promise.all([ask("/api/apis/openapi.json"), ask("/api/auth/me")]);
  const views = read(api, credential);
  const count = views.sections.reduce((sum, section) => sum + section.querySelectorAll(".operation").length, 0);
  byId("title").textContent = document.title = "APIs of " + api.info.title;
  byId("groups").replaceChildren(...views.links);
  byId("operations").replaceChildren(...views.sections);
  byId("status").textContent = count === 0 ? "There is no API that this key may call."
    : count === 1 ? "One API." : `${count} APIs.`;
  offerKeys(api, me.permissions);
  find(byId("find").value);
  openTarget();
};

const make = async () => {
  const days = Number(byId("key-days").value);
  const scopes = [...byId("key-scopes").querySelectorAll("input:checked")].map((input) => input.value);
  const made = await ask("/api/api-keys", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      name: byId("key-name").value,
      scopes: [CALL, ...scopes],
      expiresAt: new Date(Date.now() + days * 86_400_000).toISOString(),
    }),
  });
  byId("made").replaceChildren("The key, which is shown this once: ", element("code", {}, made.key),
    ` It is good until ${made.expiresAt.slice(0, 10)}.`);
};

/** Has a form do something in the page; what fails is said where it is told what happens. */
const onSubmit = (form, place, work) => byId(form).addEventListener("submit", (event) => {
  event.preventDefault();
  byId(place).textContent = "…";
  work().catch((failure) => {
    byId(place).textContent = failure.message;
  });
});

onSubmit("open", "status", () => show().catch((failure) => {
  ["groups", "operations"].forEach((id) => byId(id).replaceChildren());
  byId("keys").hidden = true;
  throw failure;
}));
onSubmit("make", "made", make);
byId("find").addEventListener("input", (event) => find(event.target.value));
window.addEventListener("hashchange", openTarget);
