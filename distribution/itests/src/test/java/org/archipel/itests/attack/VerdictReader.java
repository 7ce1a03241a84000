package org.archipel.itests.attack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.harness.RestClient.Answer;
import org.example.attacks.Verdict;

/** Reads from an answer what became of an attack. */
final class VerdictReader {
    private static final int LONGEST = 240;
    private static final String STOPPED = "org.archipel.guard.ExtensionStoppedError:";
    private static final List<String> STOPS = List.of("ms of CPU time", "KiB of memory", "did not answer within");
    private static final List<String> DENIALS = List.of(
            "java.lang.SecurityException:",
            "java.security.AccessControlException:",
            "org.archipel.guard.",
            // What is not visible to extensions: a package of the JDK or the framework that they cannot import.
            "java.lang.NoClassDefFoundError: javax/",
            "java.lang.NoClassDefFoundError: org/osgi/",
            "org.archipel.api.error.PermissionDeniedException:",
            "org.archipel.api.error.ValidationException:",
            "org.archipel.api.error.ConflictException:",
            "org.archipel.api.error.QuotaExceededException:");

    private VerdictReader() {}

    /** The answer to a submission or an install that did not succeed. */
    static Outcome refusal(Answer answer) {
        List<String> errors = new ArrayList<>();
        answer.body()
                .path("errors")
                .forEach(error -> errors.add(error.path("message").asText()));
        String detail = errors.isEmpty() ? answer.body().path("detail").asText() : errors.get(0);
        boolean reasoned = answer.status() == 422 || answer.status() == 409;
        return reasoned && !detail.isBlank()
                ? Outcome.of(Verdict.REFUSED, shorten(detail))
                : Outcome.broken("refused without a report: " + answer.status() + " " + shorten(answer.text()));
    }

    /** The answer to a call. */
    static Outcome call(Answer answer) {
        String text = answer.text();
        if (text.contains(Bait.SECRET)) {
            return Outcome.broken("the secret was read");
        }
        if (answer.status() == 200) {
            return seen(answer.body());
        }
        String detail = answer.status() + " " + answer.body().path("code").asText() + ": "
                + shorten(answer.body().path("detail").asText());
        if (answer.status() == 403 || detail.contains(" was denied: ")) {
            return Outcome.of(Verdict.DENIED, detail);
        }
        return STOPS.stream().anyMatch(detail::contains) ? Outcome.of(Verdict.KILLED, detail) : Outcome.broken(detail);
    }

    private static Outcome seen(JsonNode seen) {
        List<String> thrown = new ArrayList<>();
        seen.path("thrown").forEach(each -> thrown.add(each.asText()));
        if (thrown.isEmpty()) {
            return Outcome.of(Verdict.ALLOWED, shorten(seen.path("value").toString()));
        }
        Stream<String> stopped = thrown.stream().filter(each -> each.startsWith(STOPPED));
        if (stopped.findAny().isPresent()) {
            return Outcome.of(Verdict.KILLED, shorten(thrown.get(0)));
        }
        return thrown.stream()
                .filter(each -> DENIALS.stream().anyMatch(each::startsWith))
                .findFirst()
                .map(each -> Outcome.of(Verdict.DENIED, shorten(each)))
                .orElseGet(() -> Outcome.broken(shorten(thrown.toString())));
    }

    static String shorten(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
