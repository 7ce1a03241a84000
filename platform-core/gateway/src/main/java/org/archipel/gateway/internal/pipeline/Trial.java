package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.archipel.gateway.internal.http.Failures;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.security.Caller;
import org.archipel.transformation.ScriptTime;
import org.archipel.transformation.TransformationException;

/**
 * A definition that is tried on a sample request: it is checked, changed and called out as a request of a caller would be, with bodies
 * in memory, and each step tells what it made of it. Who calls is not checked, nothing is counted against a limit, and no answer is kept.
 * Immutable and thread-safe.
 */
public final class Trial {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST_TEXT = 64 * 1024;

    private final String method;
    private final List<String> parameters;
    private final BodyRules requestRules;
    private final List<Upstream> upstreams;
    private final boolean parallel;
    private final BodyRules responseRules;
    private final RequestHeaders headers;
    private final Duration limit;

    Trial(
            String method,
            List<String> parameters,
            BodyRules requestRules,
            List<Upstream> upstreams,
            boolean parallel,
            BodyRules responseRules,
            RequestHeaders headers,
            Optional<Duration> limit) {
        this.method = method;
        this.parameters = List.copyOf(parameters);
        this.requestRules = requestRules;
        this.upstreams = List.copyOf(upstreams);
        this.parallel = parallel;
        this.responseRules = responseRules;
        this.headers = headers;
        this.limit = limit.filter(wanted -> wanted.compareTo(LONGEST) < 0).orElse(LONGEST);
    }

    /** The names of the path's parameters, which a sample has to have. */
    public List<String> parameters() {
        return parameters;
    }

    /**
     * Makes the calls that a request would make, and waits for their answers.
     *
     * @param steps is told of each step
     * @throws RuntimeException what made the request fail; the last step tells it too
     */
    public HttpAnswer run(SampleCall sample, Caller caller, String requestId, TrialSteps steps) {
        Payload body = sample.body() == null ? Payload.empty() : Payload.of(sample.body());
        CallContext context = new CallContext(
                method,
                parameters,
                parameters.stream().map(sample.parameters()::get).toList(),
                QueryString.parse(sample.query()),
                null,
                headers.ofSample(sample.headers()),
                caller.actor(),
                requestId,
                caller);
        Payload sent = asked(body, steps);
        Reply reply = called(context, sent, steps);
        Reply changed = answered(reply, steps);
        return new HttpAnswer(
                changed.status(), changed.headers(), changed.payload().bytes());
    }

    private Payload asked(Payload body, TrialSteps steps) {
        Payload present = body;
        ScriptTime time = ScriptTime.whole();
        if (requestRules.check().isPresent()) {
            BodyRules check = requestRules.check().get();
            Payload checked = present;
            present = steps.run("request/schema", () -> check.request(checked, "application/json"), Trial::value);
        }
        int at = 0;
        for (BodyRules change : requestRules.changes()) {
            Payload before = present;
            String name = "request/transformation/" + at++;
            steps.details(name, () -> before.isEmpty() ? List.of() : change.steps(JsonBody.ofRequest(before)));
            present = steps.run(name, () -> change.request(before, "application/json", time), Trial::value);
        }
        return present;
    }

    private Reply called(CallContext context, Payload sent, TrialSteps steps) {
        List<Upstream> told =
                upstreams.stream().map(upstream -> telling(upstream, steps)).toList();
        CompletableFuture<Reply> reply = new Upstreams(told, parallel).call(context, sent);
        try {
            return reply.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw Failures.inTime(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.inTime(new TimeoutException());
        }
    }

    private static Upstream telling(Upstream upstream, TrialSteps steps) {
        return new Upstream() {
            @Override
            public String name() {
                return upstream.name();
            }

            @Override
            public CompletableFuture<Reply> call(CallContext context, Payload body) {
                return steps.follow("integration/" + upstream.name(), () -> upstream.call(context, body), Trial::value);
            }
        };
    }

    private Reply answered(Reply reply, TrialSteps steps) {
        Reply present = reply;
        ScriptTime time = ScriptTime.whole();
        int at = 0;
        for (BodyRules change : responseRules.changes()) {
            Reply before = present;
            String name = "response/transformation/" + at++;
            if (before.successful() && !before.payload().isEmpty()) {
                steps.details(name, () -> change.steps(JsonBody.ofAnswer(before.payload())));
            }
            present = steps.run(name, () -> response(change, before, time), answer -> value(answer.payload()));
        }
        if (responseRules.check().isPresent()) {
            Reply before = present;
            BodyRules check = responseRules.check().get();
            present = steps.run(
                    "response/schema", () -> response(check, before, time), answer -> value(answer.payload()));
        }
        return present;
    }

    private static Reply response(BodyRules rules, Reply reply, ScriptTime time) {
        try {
            return rules.response(reply, time);
        } catch (TransformationException e) {
            throw BodyRules.ofAnswer(e);
        }
    }

    private static JsonNode value(Reply reply) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", reply.status());
        ObjectNode named = answer.putObject("headers");
        reply.headers().forEach(header -> named.put(header.name(), header.value()));
        answer.set("body", value(reply.payload()));
        return answer;
    }

    private static JsonNode value(Payload payload) {
        return payload.isEmpty() ? JsonNodeFactory.instance.nullNode() : shown(payload);
    }

    /** A body for people: JSON as it is, the begin of another text. */
    private static JsonNode shown(Payload payload) {
        try {
            return payload.json();
        } catch (JsonProcessingException e) {
            return shown(payload.bytes());
        }
    }

    /** A body for people: JSON as it is, the begin of another text. */
    public static JsonNode shown(HttpAnswer answer) {
        return value(Payload.of(answer.body()));
    }

    private static JsonNode shown(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, MOST_TEXT), StandardCharsets.UTF_8);
        return JsonNodeFactory.instance.textNode(bytes.length > MOST_TEXT ? text + "…" : text);
    }
}
