const verbs = ["get", "post", "put", "patch", "delete", "head", "options"];

/** An element of the page, of attributes and children; a child that is null is left out. */
export const element = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};

/** Opens and shows what the address points at. */
export const openTarget = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) {
    if (target.tagName === "DETAILS") target.open = true;
    target.scrollIntoView();
  }
};

/** Hides the operations without a text in their line. */
export const find = (text) => {
  const wanted = text.trim().toLowerCase();
  document.querySelectorAll(".operation").forEach((node) => {
    node.hidden = wanted !== "" && !node.querySelector("summary").textContent.toLowerCase().includes(wanted);
  });
};

/**
 * Shows an OpenAPI document: operations by group, schemas, and a form to try each operation.
 *
 * @param api the document
 * @param credential gives the headers by which an operation's caller proves who it is
 */
export const read = (api, credential) => {
  const base = new URL((api.servers || [{ url: "/" }])[0].url, location.origin).pathname.replace(/\/$/, "");

  /** What a node refers to in the document; undefined for what refers to something else. */
  const resolve = (node) =>
    node && node.$ref ? node.$ref.slice(2).split("/").reduce((at, step) => at?.[step], api) : node;

  const refName = (schema) => schema.$ref.split("/").pop();

  /** A schema in a line: string (uuid), Item[], one of A, B. */
  const typeOf = (schema) => {
    if (!schema || typeof schema !== "object") return "any";
    if (schema.$ref) return refName(schema);
    if (schema.enum) return "one of " + schema.enum.join(", ");
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    const choices = schema.anyOf || schema.oneOf;
    if (choices) return choices.map(typeOf).join(" or ");
    if (schema.type === "array") return typeOf(schema.items) + "[]";
    if (schema.additionalProperties) return "map of " + typeOf(schema.additionalProperties);
    const type = Array.isArray(schema.type) ? schema.type.join(" or ") : schema.type || "any";
    return schema.format ? `${type} (${schema.format})` : type;
  };

  /** A value of the schema's shape, as a start for the body of a request. */
  const example = (schema, depth = 0) => {
    const real = resolve(schema) || {};
    if (depth > 5) return null;
    if (real.enum) return real.enum[0];
    const type = Array.isArray(real.type) ? real.type[0] : real.type;
    switch (type) {
      case "object":
        return Object.fromEntries(
          Object.entries(real.properties || {}).map(([name, value]) => [name, example(value, depth + 1)]));
      case "array": return [];
      case "string": return "";
      case "integer":
      case "number": return 0;
      case "boolean": return false;
      default: return null;
    }
  };

  const propertyTable = (schema) => {
    const required = new Set(schema.required || []);
    const rows = Object.entries(schema.properties || {}).map(([name, value]) =>
      element("tr", {}, element("td", { class: "path" }, name), element("td", {}, linked(value)),
        element("td", {}, [required.has(name) ? "required" : "", value.description || ""].filter(Boolean).join("; "))));
    return rows.length ? element("table", {}, element("tbody", {}, ...rows)) : element("code", {}, typeOf(schema));
  };

  /** The schema's line, as a link where it has a section of its own. */
  const linked = (schema) => {
    const target = schema && (schema.$ref ? schema : schema.items && schema.items.$ref ? schema.items : null);
    return target && resolve(target) ? element("a", { href: "#schema-" + refName(target) }, typeOf(schema)) : typeOf(schema);
  };

  const parameterTable = (parameters) => element("table", {},
    element("thead", {}, element("tr", {},
      ...["Parameter", "In", "Type", ""].map((title) => element("th", { scope: "col" }, title)))),
    element("tbody", {}, ...parameters.map((parameter) => element("tr", {},
      element("td", { class: "path" }, parameter.name), element("td", {}, parameter.in),
      element("td", {}, linked(parameter.schema)),
      element("td", {}, [parameter.required ? "required" : "", parameter.description || ""].filter(Boolean).join("; "))))));

  const responseTable = (responses) => element("table", {}, element("tbody", {},
    ...Object.entries(responses).map(([status, told]) => {
      const response = resolve(told) || {};
      const content = Object.entries(response.content || {})[0];
      return element("tr", {}, element("td", {}, status), element("td", {}, response.description || ""),
        element("td", {}, content ? content[0] + " " : "", content && content[1].schema ? linked(content[1].schema) : ""));
    })));

  const send = async (verb, path, operation, fields, bodyField, mediaType, headers, output) => {
    const query = new URLSearchParams();
    let address = base + path;
    for (const { parameter, input } of fields) {
      if (!input.value) continue;
      const value = encodeURIComponent(input.value);
      // A function, because a text would take "$&" and the like for its own.
      if (parameter.in === "path") {
        address = address.replace(`{${parameter.name}}`, () => parameter["x-rest"] ? value.replaceAll("%2F", "/") : value);
      }
      else if (parameter.in === "query") query.append(parameter.name, input.value);
      else headers[parameter.name] = input.value;
    }
    let body;
    if (bodyField && verb !== "get" && verb !== "head") {
      headers["Content-Type"] = mediaType;
      body = bodyField.type === "file" ? bodyField.files[0] : bodyField.value;
    }
    const text = query.toString();
    output.textContent = "…";
    try {
      const answer = await fetch(address + (text ? "?" + text : ""), { method: verb.toUpperCase(), headers, body });
      const content = await answer.text();
      const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
      output.textContent = `${answer.status} ${answer.statusText}\n${head}\n\n${pretty(content)}`;
    } catch (failure) {
      output.textContent = "The request failed: " + failure.message;
    }
  };

  const pretty = (text) => {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  };

  const tryForm = (verb, path, operation, parameters) => {
    const fields = parameters.map((parameter) => ({ parameter, input: element("input", { "aria-label": parameter.name }) }));
    const content = operation.requestBody ? Object.entries(operation.requestBody.content)[0] : null;
    let bodyField = null;
    if (content && content[0].endsWith("json")) {
      bodyField = element("textarea", { "aria-label": "Body", spellcheck: "false" });
      bodyField.value = JSON.stringify(
        content[1].example !== undefined ? content[1].example : content[1].schema ? example(content[1].schema) : {}, null, 2);
    } else if (content) {
      bodyField = element("input", { type: "file", "aria-label": "Body" });
    }
    const output = element("pre", { "aria-live": "polite", tabindex: "0", "aria-label": "Answer" });
    const button = element("button", { type: "button" }, "Send");
    const token = takesForeignToken(operation)
      ? element("input", { type: "password", autocomplete: "off", "aria-label": "Token", placeholder: "token" }) : null;
    button.addEventListener("click", () => {
      const headers = { Accept: "application/json, */*", ...credential(operation) };
      if (token && token.value) headers.Authorization = "Bearer " + token.value.trim();
      send(verb, path, operation, fields, bodyField, content ? content[0] : null, headers, output);
    });
    return element("details", {}, element("summary", {}, "Try it"), element("div", {},
      element("table", {}, element("tbody", {}, ...fields.map(({ parameter, input }) =>
        element("tr", {}, element("td", { class: "path" }, parameter.name), element("td", {}, input))))),
      token, bodyField, button, output));
  };

  /** What keys of the platform do not open: the caller has a token from elsewhere. */
  const takesForeignToken = (operation) => {
    const names = operation.security.flatMap((one) => Object.keys(one));
    return names.includes("bearer") && !names.includes("apiKey");
  };

  /** A text that can be scrolled with the keyboard, and is told by its name. */
  const block = (name, text) => element("pre", { tabindex: "0", role: "group", "aria-label": name }, text);

  /** A schema that has no section of its own. */
  const schemaView = (schema) => schema && typeof schema === "object" && !resolve(schema.$ref ? schema : null)
    ? element("details", {}, element("summary", {}, "Schema"),
      element("div", {}, schema.properties ? propertyTable(schema) : null,
        block("Schema", JSON.stringify(schema, null, 2)))) : null;

  const exampleView = (title, media) => media && media.example !== undefined
    ? element("figure", {}, element("figcaption", {}, title),
      block("Example", JSON.stringify(media.example, null, 2))) : null;

  const sampleViews = (samples) => samples.map((sample) => element("details", { class: "sample" },
    element("summary", {}, sample.label || sample.lang),
    element("div", {}, block(sample.label || sample.lang, sample.source))));

  const deprecationView = (operation) => {
    const told = operation["x-deprecation"] || {};
    return operation.deprecated ? element("p", { class: "warning" }, element("strong", {}, "Deprecated"),
      told.since ? ` since ${told.since.slice(0, 10)}` : "",
      told.sunset ? `, ends on ${told.sunset.slice(0, 10)}` : "", ". ",
      told.link && /^https?:/.test(told.link)
        ? element("a", { href: told.link, rel: "noreferrer noopener" }, "What to do") : null) : null;
  };

  const accessView = (operation) => {
    const permission = operation["x-permission"];
    if (permission) {
      return element("p", {}, "Permission ", element("span", { class: "tag" }, [permission].flat().join(" or ")));
    }
    const needs = [...new Set(operation.security.flatMap((one) => Object.values(one).flat()))];
    return element("p", {}, operation.security.length === 0 ? "No credential needed"
      : takesForeignToken(operation) ? "A token" : "Any credential",
      ...needs.flatMap((need) => [" ", element("span", { class: "tag" }, need)]));
  };

  const operationView = (verb, path, operation) => {
    const parameters = (operation.parameters || []).map(resolve);
    const content = operation.requestBody ? Object.entries(operation.requestBody.content) : [];
    return element("details", { class: "operation", id: operation.operationId },
      element("summary", {}, element("span", { class: "verb" }, verb.toUpperCase()), element("span", { class: "path" }, path),
        element("span", { class: "note" }, operation.summary || ""),
        operation.deprecated ? element("span", { class: "tag" }, "deprecated") : null),
      element("div", {},
        deprecationView(operation),
        operation.description ? element("p", {}, operation.description) : null,
        accessView(operation),
        parameters.length ? parameterTable(parameters) : null,
        content.length ? element("h4", {}, "Body") : null,
        ...content.map(([type, media]) => element("p", {}, type + " ", media.schema ? linked(media.schema) : "",
          operation.requestBody.description ? "; " + operation.requestBody.description : "")),
        ...content.flatMap(([, media]) => [schemaView(media.schema), exampleView("Example of a request", media)]),
        element("h4", {}, "Answers"), responseTable(operation.responses),
        ...Object.values(operation.responses).filter((response) => !response.$ref)
          .flatMap((response) => Object.values(response.content || {}))
          .flatMap((media) => [schemaView(media.schema), exampleView("Example of an answer", media)]),
        ...sampleViews(operation["x-codeSamples"] || []),
        tryForm(verb, path, operation, parameters)));
  };

  const groups = new Map();
  for (const [path, item] of Object.entries(api.paths)) {
    for (const verb of verbs.filter((name) => item[name])) {
      const group = (item[verb].tags || ["Other"])[0];
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(operationView(verb, path, item[verb]));
    }
  }
  const names = [...groups.keys()].sort((one, other) => one.localeCompare(other, "en", { numeric: true }));

  return {
    /** Links to the groups. */
    links: names.map((name) => element("a", { href: "#group-" + encodeURIComponent(name) }, name)),
    sections: names.map((name) =>
      element("section", { id: "group-" + encodeURIComponent(name) }, element("h2", {}, name), ...groups.get(name))),
    schemas: Object.entries(api.components.schemas || {}).map(([name, schema]) =>
      element("details", { id: "schema-" + name }, element("summary", { class: "path" }, name),
        element("div", {}, propertyTable(schema)))),
  };
};
