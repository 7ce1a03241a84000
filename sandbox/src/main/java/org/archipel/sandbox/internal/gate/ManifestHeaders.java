package org.archipel.sandbox.internal.gate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The main section of a manifest, read strictly: a header that appears twice may mean one thing here and another elsewhere. */
final class ManifestHeaders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,69}");
    // Readers differ in where the section ends: the framework takes a lone CR for a character of the value, and an
    // empty line
    // before a space for the middle of a folded line.
    private static final Pattern AMBIGUOUS_LINES = Pattern.compile("\r(?!\n)|(?:\\A|\n)\r?\n |[^\n]\\z");

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private ManifestHeaders() {}

    static ManifestHeaders empty() {
        return new ManifestHeaders();
    }

    /** @throws IllegalArgumentException if the manifest cannot be read in one way only */
    static ManifestHeaders parse(byte[] manifest) {
        ManifestHeaders result = new ManifestHeaders();
        for (String line : unfold(decode(manifest))) {
            int colon = line.indexOf(": ");
            String name = colon < 0 && line.endsWith(":")
                    ? line.substring(0, line.length() - 1)
                    : line.substring(0, Math.max(0, colon));
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a line of the main section is no header");
            }
            String value = colon < 0 ? "" : line.substring(colon + 2).trim();
            if (result.headers.put(name, value) != null) {
                throw new IllegalArgumentException("the header " + name + " appears twice");
            }
        }
        return result;
    }

    private static String decode(byte[] manifest) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(manifest))
                    .toString();
            if (text.chars()
                    .anyMatch(character ->
                            character < 0x20 && character != '\r' && character != '\n' && character != '\t')) {
                throw new IllegalArgumentException("the manifest holds control characters");
            }
            if (AMBIGUOUS_LINES.matcher(text).find()) {
                throw new IllegalArgumentException("the lines of the manifest can be read in more than one way");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the manifest is not UTF-8", e);
        }
    }

    // A line that starts with a space goes on with the one before; the section ends with the first empty line.
    private static List<String> unfold(String text) {
        List<StringBuilder> lines = new ArrayList<>();
        for (String line : text.split("\r?\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            if (!line.startsWith(" ")) {
                lines.add(new StringBuilder(line));
            } else if (lines.isEmpty()) {
                throw new IllegalArgumentException("the manifest starts with the rest of a line");
            } else {
                lines.get(lines.size() - 1).append(line, 1, line.length());
            }
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Map<String, String> all() {
        return headers;
    }

    /** Clauses by path; of a repeated path the first one. None if the header is absent or does not follow the grammar. */
    Map<String, HeaderClause> clauses(String header) {
        Map<String, HeaderClause> clauses = new LinkedHashMap<>();
        for (HeaderClause clause : list(header)) {
            clauses.putIfAbsent(clause.path(), clause);
        }
        return clauses;
    }

    /** All clauses, also where a path is repeated as in {@code Provide-Capability}. */
    List<HeaderClause> list(String header) {
        String value = headers.get(header);
        if (value == null || value.isEmpty()) {
            return List.of();
        }
        try {
            return HeaderParser.parse(value);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
