package org.archipel.gateway.internal.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.AuthenticationSettings.Type;

/** Calls of an API in some languages, to be copied; {@code KEY} and {@code TOKEN} are to be filled in. */
public record Snippets(String curl, String javascript, String python, String java) {
    /** What JavaScript would not write as it was. */
    private static final Pattern LOSSY = Pattern.compile("__proto__|[0-9]{16}|[0-9][eE]");

    /** @param base where the organization's APIs are, without a slash at the end */
    public static Snippets of(ApiDefinition definition, String base) {
        String url = base + "/v" + definition.major() + definition.path().replaceAll("\\{([A-Za-z0-9_]+)\\*?}", "$1");
        Map<String, String> headers = new LinkedHashMap<>();
        Type type = definition.config().authentication().type();
        if (type == Type.API_KEY) {
            headers.put("X-API-Key", "KEY");
        } else if (type != Type.NONE) {
            headers.put("Authorization", "Bearer TOKEN");
        }
        JsonNode example = definition.config().example() == null
                ? null
                : definition.config().example().request();
        String body = definition.method().equals("GET") || definition.method().equals("DELETE")
                ? ""
                : example == null ? "{}" : example.toString();
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return new Snippets(
                curl(definition.method(), url, headers, body),
                javascript(definition.method(), url, headers, body),
                python(definition.method(), url, headers, body),
                java(definition.method(), url, headers, body));
    }

    private static String curl(String method, String url, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder("curl -X " + method + " " + word(url));
        headers.forEach((name, value) -> text.append(" \\\n  -H " + word(name + ": " + value)));
        if (!body.isEmpty()) {
            text.append(" \\\n  -d " + word(body));
        }
        return text.toString();
    }

    private static String javascript(String method, String url, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder(
                "const response = await fetch(" + quoted(url) + ", {\n  method: " + quoted(method) + ",\n  headers: {");
        headers.forEach((name, value) -> text.append(" " + quoted(name) + ": " + quoted(value) + ","));
        text.append(" },\n");
        if (!body.isEmpty()) {
            text.append(
                    "  body: " + (LOSSY.matcher(body).find() ? quoted(body) : "JSON.stringify(" + body + ")") + ",\n");
        }
        return text.append("});\nif (!response.ok) throw new Error(`status ${response.status}`);\n")
                .append("console.log(await response.text());\n")
                .toString();
    }

    private static String python(String method, String url, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder("import urllib.request\n\nrequest = urllib.request.Request(\n    "
                + quoted(url) + ",\n    method=" + quoted(method) + ",\n    headers={");
        headers.forEach((name, value) -> text.append(quoted(name) + ": " + quoted(value) + ", "));
        text.append("},\n");
        if (!body.isEmpty()) {
            text.append("    data=" + quoted(body) + ".encode(),\n");
        }
        return text.append(
                        ")\nwith urllib.request.urlopen(request) as response:\n    print(response.read().decode())\n")
                .toString();
    }

    private static String java(String method, String url, Map<String, String> headers, String body) {
        StringBuilder text =
                new StringBuilder("HttpRequest request = HttpRequest.newBuilder(URI.create(" + quoted(url) + "))\n");
        headers.forEach((name, value) -> text.append("        .header(" + quoted(name) + ", " + quoted(value) + ")\n"));
        String publisher = body.isEmpty()
                ? "HttpRequest.BodyPublishers.noBody()"
                : "HttpRequest.BodyPublishers.ofString(" + quoted(body) + ")";
        return text.append("        .method(" + quoted(method) + ", " + publisher + ")\n        .build();\n")
                .append("HttpResponse<String> response =\n"
                        + "        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());\n")
                .append("System.out.println(response.body());\n")
                .toString();
    }

    /** A text as one word of a shell. */
    private static String word(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** A text in double quotes, as all three languages read it. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
