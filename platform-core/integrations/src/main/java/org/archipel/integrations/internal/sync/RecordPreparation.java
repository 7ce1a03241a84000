package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.mapping.Mapping;
import org.archipel.integrations.internal.mapping.RecordException;
import org.archipel.integrations.internal.mapping.RecordFilter;
import org.archipel.integrations.internal.mapping.RecordRules;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordService;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Timestamps;

/** Filters, maps, takes through the rules and checks one record: it ends as prepared, filtered out or rejected. Immutable and thread-safe. */
final class RecordPreparation {
    private static final int MAX_EXTERNAL_ID = 255;
    private static final int MAX_VERSION = 500;

    private final RecordFilter filter;
    private final Mapping mapping;
    private final RecordRules rules;

    RecordPreparation(RecordFilter filter, Mapping mapping, RecordRules rules) {
        this.filter = filter;
        this.mapping = mapping;
        this.rules = rules;
    }

    /** What became of a record. */
    enum Outcome {
        PREPARED,
        FILTERED,
        REJECTED
    }

    /** Hands the record to one of the two receivers, or to none if it is filtered out. */
    Outcome prepare(SourceRecord record, Consumer<PreparedRecord> prepared, Consumer<Rejection> rejected) {
        try {
            requireUsable(record);
            if (record.deleted()) {
                prepared.accept(PreparedRecord.deleted(record.externalId(), modifiedAt(record)));
                return Outcome.PREPARED;
            }
            if (!filter.accepts(record.data())) {
                return Outcome.FILTERED;
            }
            Optional<ObjectNode> content = content(record);
            if (content.isEmpty()) {
                return Outcome.FILTERED;
            }
            prepared.accept(checked(record, content.get()));
            return Outcome.PREPARED;
        } catch (RecordException e) {
            rejected.accept(new Rejection(key(record), e.code(), e.getMessage(), e.pointer(), payload(record)));
        } catch (PlatformException e) {
            if (e.retryable()) {
                // Nothing is wrong with the record: the run tries again.
                throw e;
            }
            rejected.accept(new Rejection(
                    key(record),
                    ErrorCode.DATA_TRANSFORMATION_ERROR,
                    "the record is no valid JSON",
                    "",
                    payload(record)));
        }
        return Outcome.REJECTED;
    }

    /** Whether the filters let a source record through. */
    boolean accepts(ObjectNode source) {
        return filter.accepts(source);
    }

    /** Runs work that prepares many records; functions of extensions are quicker then. */
    <T> T batch(Supplier<T> work) {
        return mapping.batch(work);
    }

    /**
     * Maps and checks the content of a record.
     *
     * @throws RecordException if it cannot be taken, or a rule drops it
     */
    PreparedRecord mapped(SourceRecord record) {
        return checked(
                record,
                content(record).orElseThrow(() -> new RecordException("", "a transformation rule drops the record")));
    }

    /** Empty if a rule drops the record. */
    private Optional<ObjectNode> content(SourceRecord record) {
        return rules.apply(mapping.apply(record.data()));
    }

    private static PreparedRecord checked(SourceRecord record, ObjectNode content) {
        byte[] canonical = Json.bytes(content, RecordService.MAX_BYTES)
                .orElseThrow(() -> new RecordException("", "has more than " + RecordService.MAX_BYTES + " bytes"));
        return new PreparedRecord(
                record.externalId(),
                new String(canonical, StandardCharsets.UTF_8),
                ContentHash.of(canonical),
                false,
                modifiedAt(record),
                version(record));
    }

    /** A name that cannot be kept is none. */
    private static Optional<String> version(SourceRecord record) {
        return record.version() == null
                ? Optional.empty()
                : record.version().filter(version -> version.length() <= MAX_VERSION && version.indexOf(0) < 0);
    }

    /** A time that no database keeps is none. */
    private static Optional<Instant> modifiedAt(SourceRecord record) {
        return record.modifiedAt() == null
                ? Optional.empty()
                : record.modifiedAt().filter(Timestamps::keeps);
    }

    /** Whether the record can be told apart from others. */
    static boolean hasUsableId(SourceRecord record) {
        String id = record == null ? null : record.externalId();
        return id != null && !id.isBlank() && id.length() <= MAX_EXTERNAL_ID && isStorable(id);
    }

    /** Without controls, and without halves of characters, which would all be the same question mark in the database. */
    private static boolean isStorable(String id) {
        for (int i = 0; i < id.length(); i++) {
            char unit = id.charAt(i);
            if (unit < ' ') {
                return false;
            }
            if (Character.isSurrogate(unit)) {
                if (i + 1 == id.length() || !Character.isSurrogatePair(unit, id.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static void requireUsable(SourceRecord record) {
        if (record == null) {
            throw new RecordException("", "the connector gave no record");
        }
        String id = record.externalId();
        if (id == null || id.isBlank()) {
            throw new RecordException("", "has no external id");
        }
        if (!hasUsableId(record)) {
            throw new RecordException("", "has an external id that is too long or has control characters");
        }
        if (record.data() == null && !record.deleted()) {
            throw new RecordException("", "has no content");
        }
    }

    private static JsonNode payload(SourceRecord record) {
        return record == null || record.data() == null ? Json.object() : record.data();
    }

    private static String key(SourceRecord record) {
        boolean named = record != null
                && record.externalId() != null
                && !record.externalId().isBlank();
        if (hasUsableId(record)) {
            return record.externalId();
        }
        return "#" + Integer.toHexString(payload(record).hashCode())
                + (named ? "-" + record.externalId().hashCode() : "");
    }
}
