package org.archipel.connector.common.wire;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.wire.Problem.Meaning;

/**
 * How a provider tells of problems, as data: where its answers have a code and a text, what its codes and statuses mean, where it says
 * how long to wait, and by what a success is recognized that is none. Without rules the status alone decides. Immutable.
 */
public final class ErrorRules {
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_-]{1,255}");
    private static final int LONGEST_TEXT = 300;
    private static final int LARGEST_ERROR = 1024 * 1024;
    private static final JsonBody JSON = new JsonBody(LARGEST_ERROR);

    private final List<Place> codes;
    private final List<Place> texts;
    private final List<String> headers = new ArrayList<>();
    private final Map<String, Meaning> meanings;
    private final Map<String, Meaning> phrases = new LinkedHashMap<>();
    private final Map<Integer, Meaning> statuses;
    private final Waits waits;
    private final Optional<JsonPointer> mark;
    private final Optional<JsonNode> markValue;

    private ErrorRules(JsonNode rules) {
        codes = places(rules.path("code"));
        texts = places(rules.path("text"));
        rules.path("headers").forEach(name -> headers.add(name.asText()));
        meanings = new HashMap<>();
        rules.path("meanings")
                .properties()
                .forEach(one -> meanings.put(
                        one.getKey(), Meaning.valueOf(one.getValue().asText())));
        rules.path("phrases")
                .properties()
                .forEach(one ->
                        phrases.put(one.getKey(), Meaning.valueOf(one.getValue().asText())));
        statuses = new HashMap<>();
        rules.path("statuses")
                .properties()
                .forEach(one -> statuses.put(
                        Integer.valueOf(one.getKey()),
                        Meaning.valueOf(one.getValue().asText())));
        waits = Waits.of(rules.path("wait"));
        JsonNode failure = rules.path("failure");
        mark = Optional.of(failure.path("at").asText())
                .filter(at -> !at.isEmpty())
                .map(JsonPointer::compile);
        markValue = Optional.ofNullable(failure.get("equals"));
    }

    /** The status decides. */
    public static ErrorRules byStatus() {
        return new ErrorRules(JsonNodeFactory.instance.objectNode());
    }

    /**
     * Rules of the form {@code {code: [pointer], text: [pointer], headers: [name], meanings: {code: meaning}, phrases: {part of a text: meaning},
     * statuses: {status: meaning}, wait:
     * {headers: [name], at: [pointer]}, failure: {at: pointer, equals?: value}}}. The first pointer that leads to something counts; for
     * codes and texts a name without a slash stands for the member of that name wherever it is;
     * {@code headers} may tell the text where the document does not; {@code failure} tells which successes are none: those with the value there, or, without {@code equals}, with anything there.
     *
     * @throws IllegalArgumentException if a meaning or a pointer is none
     */
    public static ErrorRules of(JsonNode rules) {
        return new ErrorRules(rules);
    }

    /** Whether the document has to be looked at even if the status is a success. */
    boolean looksIntoSuccesses() {
        return mark.isPresent();
    }

    /** What is wrong with an answer; empty if nothing is. */
    public Optional<Problem> problem(HttpResponse response) {
        if (response.successful() && mark.isEmpty()) {
            return Optional.empty();
        }
        return problem(response, document(response));
    }

    Optional<Problem> problem(HttpResponse response, Optional<JsonNode> document) {
        if (response.successful() && !document.map(this::marked).orElse(false)) {
            return Optional.empty();
        }
        String code = document.map(node -> first(codes, node)).orElse("");
        String text = document.map(node -> first(texts, node))
                .filter(told -> !told.isEmpty())
                .or(() -> headers.stream()
                        .flatMap(name -> response.header(name).stream())
                        .findFirst()
                        .map(ErrorRules::line))
                .or(() -> moved(response))
                .orElse("");
        Meaning meaning = meaning(response.status(), code, text);
        Optional<Duration> wait = waits.in(response, document, Clock.systemUTC());
        return Optional.of(new Problem(meaning, response.status(), code, text, wait));
    }

    /** Where a redirection leads (RFC 9110, section 15.4), without what may be secret in the address. */
    private static Optional<String> moved(HttpResponse response) {
        boolean redirects = response.status() >= 300 && response.status() < 400;
        return response.header("Location").filter(target -> redirects).map(target -> {
            Matcher origin = ORIGIN.matcher(target);
            return origin.lookingAt()
                    ? "it has moved to " + line(origin.group()) + ", which has to be the endpoint then"
                    : "it has moved to another path";
        });
    }

    /** @throws Refusal if something is wrong with the answer */
    public void requireSuccess(HttpResponse response, String request) {
        problem(response).ifPresent(problem -> {
            throw new Refusal(request, problem);
        });
    }

    private boolean marked(JsonNode document) {
        JsonNode found = document.at(mark.orElseThrow());
        return markValue
                .map(found::equals)
                .orElseGet(() -> !found.isMissingNode()
                        && !found.isNull()
                        && !(found.isContainerNode() && found.isEmpty())
                        && !(found.isTextual() && found.textValue().isEmpty()));
    }

    private Meaning meaning(int status, String code, String text) {
        Meaning told = meanings.get(code);
        if (told != null) {
            return told;
        }
        for (Map.Entry<String, Meaning> phrase : phrases.entrySet()) {
            if (text.contains(phrase.getKey())) {
                return phrase.getValue();
            }
        }
        return statuses.getOrDefault(status, byStatus(status));
    }

    private static Meaning byStatus(int status) {
        return switch (status) {
            case 401 -> Meaning.AUTHENTICATION;
            case 403 -> Meaning.PERMISSION;
            case 404, 410 -> Meaning.NOT_FOUND;
            case 405, 406 -> Meaning.VERSION;
            case 408, 425 -> Meaning.TEMPORARY;
            case 429 -> Meaning.RATE_LIMIT;
            case 501, 505 -> Meaning.REJECTED;
            default -> status >= 500 ? Meaning.TEMPORARY : Meaning.REJECTED;
        };
    }

    /** An error's document as far as it has one: gateways answer with pages and plain text as well. */
    private static Optional<JsonNode> document(HttpResponse response) {
        try {
            return JSON.parse(response);
        } catch (PlatformException e) {
            String type = response.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
            return type.startsWith("text/plain")
                    ? Optional.of(JsonNodeFactory.instance.textNode(response.text()))
                    : Optional.empty();
        }
    }

    private static String first(List<Place> places, JsonNode document) {
        if (document.isTextual() && !places.isEmpty()) {
            return line(document.textValue());
        }
        for (Place place : places) {
            JsonNode found = place.in(document);
            String text = found.isValueNode() && !found.isNull() ? line(found.asText()) : "";
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }

    private static List<Place> places(JsonNode node) {
        List<Place> places = new ArrayList<>();
        node.forEach(text -> places.add(new Place(text.asText())));
        return places;
    }

    /** A place in a document: a JSON Pointer, or the name of a member wherever it is. */
    private record Place(String text) {
        JsonNode in(JsonNode document) {
            if (text.startsWith("/")) {
                return document.at(text);
            }
            JsonNode found = document.findValue(text);
            return found == null ? MissingNode.getInstance() : found;
        }
    }
}
