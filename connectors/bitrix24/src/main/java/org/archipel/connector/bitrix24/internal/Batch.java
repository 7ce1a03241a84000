package org.archipel.connector.bitrix24.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.webhook.PhpForm;
import org.archipel.connector.common.wire.Problem;
import org.archipel.connector.common.wire.Refusal;
import org.archipel.connector.common.wire.Remote;

/** Runs up to fifty commands in one request. */
final class Batch {
    /** The most commands of one request. */
    static final int MOST = 50;

    private static final int BAD_REQUEST = 400;

    private final Remote remote;

    Batch(Remote remote) {
        this.remote = remote;
    }

    /** What one command gave. */
    record Outcome(JsonNode result, Optional<Problem> problem) {
        /** @throws Refusal if it failed */
        JsonNode orThrow(String method) {
            problem.ifPresent(known -> {
                throw new Refusal(method, known);
            });
            return result;
        }
    }

    /** A command as a batch takes it: the method, and its parameters as a query. */
    static String command(String method, JsonNode parameters) {
        return method + "?" + PhpForm.query(parameters);
    }

    /**
     * Runs commands that change nothing, each in its turn; a later one may refer to results of earlier ones.
     *
     * @return one outcome for each, in their order
     */
    List<Outcome> read(List<String> commands) {
        // Bitrix24 takes no notice of the header; it tells the platform that the request may be repeated.
        return run(commands, Map.of("Idempotency-Key", "read"));
    }

    /** Runs commands that change something; one that fails does not keep the others from being run. */
    List<Outcome> write(List<String> commands) {
        return run(commands, Map.of());
    }

    private List<Outcome> run(List<String> commands, Map<String, String> headers) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("halt", 0);
        ObjectNode named = body.putObject("cmd");
        for (int i = 0; i < commands.size(); i++) {
            named.put(name(i), commands.get(i));
        }
        JsonNode answer = remote.ask("POST", remote.address("/batch.json", Map.of()), headers, Remote.bytes(body))
                .document()
                .orElse(MissingNode.getInstance());
        JsonNode result = answer.path("result");
        if (!result.has("result") || !result.has("result_error")) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer is not that of a batch", false);
        }
        return IntStream.range(0, commands.size())
                .mapToObj(i -> outcome(result, name(i), answer))
                .toList();
    }

    private Outcome outcome(JsonNode result, String name, JsonNode answer) {
        JsonNode error = result.path("result_error").path(name);
        if (error.isMissingNode()) {
            return new Outcome(result.path("result").path(name), Optional.empty());
        }
        ObjectNode alone = error.isObject()
                ? error.deepCopy()
                : JsonNodeFactory.instance.objectNode().put("error_description", error.asText());
        JsonNode time = result.path("result_time").path(name);
        alone.set("time", time.isObject() ? time : answer.path("time"));
        HttpResponse response = new HttpResponse(BAD_REQUEST, Map.of(), Remote.bytes(alone));
        return new Outcome(MissingNode.getInstance(), remote.rules().problem(response));
    }

    /** Names that the order of a JSON object does not matter for. */
    static String name(int index) {
        return "c" + index;
    }
}
