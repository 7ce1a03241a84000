package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.connector.common.model.Entity;
import org.archipel.connector.common.model.RestModel;
import org.archipel.connector.common.model.TimeFormat;

/** Learns the fields of each entity from its first records. */
public final class SchemaSampler {
    private static final int SAMPLE = 50;
    private static final int DEEPEST = 4;

    private final RestModel config;
    private final Function<String, EntityReader> readers;

    public SchemaSampler(RestModel config, Function<String, EntityReader> readers) {
        this.config = config;
        this.readers = readers;
    }

    public DataModel sample() {
        return new DataModel(config.entities().stream().map(this::sample).toList());
    }

    private DataModel.Entity sample(Entity entity) {
        ReadRequest firstPage = new ReadRequest(entity.name(), Optional.empty(), SAMPLE, Optional.empty());
        List<SourceRecord> records = readers.apply(entity.name()).read(firstPage).records().stream()
                .filter(item -> !item.deleted())
                .toList();
        Map<String, Observed> fields = new LinkedHashMap<>();
        records.forEach(item -> observe("", item.data(), 0, fields));
        return new DataModel.Entity(
                entity.name(),
                entity.label(),
                entity.id().text(),
                fields.entrySet().stream()
                        .map(field -> field.getValue().toField(field.getKey(), records.size(), entity))
                        .toList());
    }

    private static void observe(String prefix, JsonNode object, int depth, Map<String, Observed> fields) {
        object.properties().forEach(member -> {
            String path = prefix + member.getKey();
            fields.computeIfAbsent(path, key -> new Observed()).add(member.getValue());
            if (member.getValue().isObject() && depth < DEEPEST) {
                observe(path + ".", member.getValue(), depth + 1, fields);
            }
        });
    }

    /** What was seen of one field. */
    private static final class Observed {
        private String type = "";
        private String format;
        private int values;

        void add(JsonNode value) {
            if (value.isNull()) {
                return;
            }
            values++;
            String seen = typeOf(value);
            if (type.isEmpty() || type.equals("integer") && seen.equals("number")) {
                type = seen;
            } else if (!type.equals(seen) && !(type.equals("number") && seen.equals("integer"))) {
                type = "string";
            }
            String found = formatOf(value);
            format = format == null || format.equals(found) ? found : "";
        }

        DataModel.Field toField(String path, int records, Entity entity) {
            String label = path.substring(path.lastIndexOf('.') + 1).replace('_', ' ');
            boolean readOnly = path.equals(entity.id().text());
            return new DataModel.Field(
                    path,
                    label,
                    type.isEmpty() ? "string" : type,
                    format == null ? "" : format,
                    values == records,
                    readOnly);
        }

        private static String typeOf(JsonNode value) {
            return switch (value.getNodeType()) {
                case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
                case BOOLEAN -> "boolean";
                case ARRAY -> "array";
                case OBJECT -> "object";
                default -> "string";
            };
        }

        private static String formatOf(JsonNode value) {
            String text = value.isTextual() ? value.textValue() : "";
            if (text.matches("\\d{4}-\\d\\d-\\d\\d([T ].*)?")
                    && TimeFormat.ISO_8601.parse(value).isPresent()) {
                return text.length() == 10 ? "date" : "date-time";
            }
            if (text.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
                return "email";
            }
            return text.matches("https?://\\S+") ? "uri" : "";
        }
    }
}
