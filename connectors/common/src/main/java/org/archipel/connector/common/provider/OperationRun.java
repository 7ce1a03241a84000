package org.archipel.connector.common.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.record.Template;
import org.archipel.connector.common.wire.Remote;

/** Sends an operation's request. */
final class OperationRun {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_]\\w*)}");
    private static final byte[] NOTHING = {};

    private final Remote remote;
    private final OperationSpec spec;
    private final ObjectNode parameters;

    OperationRun(Remote remote, OperationSpec spec, ObjectNode parameters) {
        this.remote = remote;
        this.spec = spec;
        this.parameters = parameters;
    }

    /** The answer's document; {@code {status}} for an answer without one, with its {@code text} where it is no JSON. */
    JsonNode send() {
        Function<String, Optional<JsonNode>> values = name -> Template.field(parameters, name);
        String path = Template.path(spec.path(), values)
                .orElseThrow(
                        () -> new ValidationException("/parameters", "a value of the path is missing or unusable"));
        URI uri = remote.address(path, query());
        Map<String, String> headers = new LinkedHashMap<>();
        spec.headers()
                .forEach((name, value) -> Template.text(value, values).ifPresent(text -> headers.put(name, text)));
        if (spec.text()) {
            return text(remote.send(spec.method(), uri, headers, body(values)));
        }
        var answer = remote.ask(spec.method(), uri, headers, body(values));
        return answer.document().orElseGet(() -> status(answer.response()));
    }

    private JsonNode text(HttpResponse response) {
        remote.rules().requireSuccess(response, spec.method() + " " + spec.path());
        boolean json = response.header("Content-Type").orElse("").matches("(?i)[^;]*[/+]json\\b.*");
        if (json) {
            return remote.document(response).orElseGet(() -> status(response));
        }
        return status(response).put("text", response.text());
    }

    private static ObjectNode status(HttpResponse response) {
        return JsonNodeFactory.instance.objectNode().put("status", response.status());
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        spec.query().forEach((name, parameter) -> {
            JsonNode value = parameters.path(parameter);
            if (value.isValueNode() && !value.isNull()) {
                query.put(name, value.asText());
            }
        });
        return query;
    }

    private byte[] body(Function<String, Optional<JsonNode>> values) {
        if (spec.bodiless()) {
            return NOTHING;
        }
        ObjectNode rest = parameters.deepCopy().without(elsewhere());
        return Remote.bytes(
                spec.body().map(body -> Template.document(body, rest, values)).orElse(rest));
    }

    private Set<String> elsewhere() {
        Set<String> names = new HashSet<>(spec.query().values());
        Matcher matcher = PLACE.matcher(spec.path());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
