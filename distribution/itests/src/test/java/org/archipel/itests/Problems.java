package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.archipel.harness.RestClient.Answer;

/** What every refusal has, and what none may show. */
final class Problems {
    /** Class names, stack traces, SQL and folders of the server. */
    private static final Pattern INSIDES =
            Pattern.compile("(?:^|[^.\\w])(?:java|javax|jakarta|com|sun|jdk)\\.[a-z]+\\.[\\w.]*[A-Z]\\w+"
                    + "|org\\.(?:archipel\\.(?!samples)|apache|eclipse|osgi)[\\w.]*"
                    + "|Exception\\b|\\bat [\\w.$]+\\(\\w+\\.java|SQLSTATE|ERROR \\d{2}\\w{3}|/tmp/|\\.java:\\d+");

    private Problems() {}

    /** Checks a refusal and returns its problem document. */
    static JsonNode check(String what, Answer answer, int status) {
        assertThat(answer.status()).as("%s: %s", what, answer.text()).isEqualTo(status);
        assertThat(faults(answer)).as("%s: %s", what, answer.text()).isEmpty();
        return answer.body();
    }

    /** Like {@link #check}, with the code that the problem must have. */
    static JsonNode check(String what, Answer answer, int status, String code) {
        JsonNode problem = check(what, answer, status);
        assertThat(problem.path("code").asText()).as(what).isEqualTo(code);
        return problem;
    }

    /** What is wrong with a refusal; nothing if it is a well-formed problem document that shows no insides. */
    static List<String> faults(Answer answer) {
        List<String> faults = new ArrayList<>();
        if (answer.status() >= 500) {
            faults.add("it is a failure of the server");
        }
        if (!"application/problem+json".equals(answer.headers().get("Content-Type"))) {
            faults.add("its media type is " + answer.headers().get("Content-Type"));
        }
        JsonNode body = answer.body();
        for (String field : List.of("type", "title", "detail", "code", "requestId", "timestamp")) {
            if (body.path(field).asText().isBlank()) {
                faults.add("it has no " + field);
            }
        }
        if (body.path("status").asInt() != answer.status()) {
            faults.add("its status differs from that of the answer");
        }
        if (!body.path("requestId").asText().equals(answer.headers().get("X-Request-Id"))) {
            faults.add("its request id differs from the header's");
        }
        // The path is what the client sent.
        String shown = body.path("title").asText() + " " + body.path("detail").asText() + " " + body.path("errors");
        if (INSIDES.matcher(shown).find()) {
            faults.add("it shows insides of the server");
        }
        return faults;
    }
}
