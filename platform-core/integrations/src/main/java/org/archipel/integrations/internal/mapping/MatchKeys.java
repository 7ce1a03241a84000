package org.archipel.integrations.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.transformation.function.LetterCase;

/**
 * The fields by which a record of the remote side and one of the hub are found to be the same: all of them have to have a value,
 * and the same one. Texts are compared without regard to case and surrounding space. Immutable and thread-safe.
 */
public final class MatchKeys {
    private final List<String> names;
    private final List<FieldPath> fields;

    private MatchKeys(List<String> names) {
        this.names = List.copyOf(names);
        this.fields = names.stream().map(FieldPath::parse).toList();
    }

    /**
     * @param paths dotted paths into the hub's record
     * @throws IllegalArgumentException if one of them is none
     */
    public static MatchKeys of(List<String> paths) {
        return new MatchKeys(paths);
    }

    /** Whether records are matched at all. */
    public boolean any() {
        return !names.isEmpty();
    }

    /** The values of a record as one text of 32 characters; empty if one of the fields has no single value. */
    public Optional<String> of(ObjectNode record) {
        StringBuilder values = new StringBuilder();
        for (FieldPath field : fields) {
            JsonNode value = field.read(record);
            String text =
                    value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
            if (text.isEmpty()) {
                return Optional.empty();
            }
            values.append(LetterCase.lower(text)).append('\n');
        }
        return any() ? Optional.of(hash(values.toString())) : Optional.empty();
    }

    /** Changes with the fields. */
    public String settingsHash() {
        return hash(String.join("\n", names));
    }

    private static String hash(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
