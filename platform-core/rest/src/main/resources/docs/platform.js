import { element, find, openTarget, read } from "/docs/reader.js";

/** The page of the platform's own API. */
const byId = (id) => document.getElementById(id);

const credential = () => {
  const key = byId("key").value.trim();
  return key ? { Authorization: "Bearer " + key } : {};
};

const start = async () => {
  const answer = await fetch("/api/openapi.json");
  if (!answer.ok) throw new Error(`the description is not available (${answer.status})`);
  const views = read(await answer.json(), credential);
  byId("groups").replaceChildren(...views.links,
    element("a", { href: "#schemas" }, "Schemas"), element("a", { href: "#problems" }, "Problem codes"));
  byId("operations").replaceChildren(...views.sections);
  byId("schemas").replaceChildren(element("h2", {}, "Schemas"), ...views.schemas);
  byId("find").addEventListener("input", (event) => find(event.target.value));
  window.addEventListener("hashchange", openTarget);
  openTarget();
};

start().catch((failure) => {
  byId("operations").textContent = failure.message;
});
