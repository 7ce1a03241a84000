package org.archipel.integrations.internal.webhook;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.integrations.internal.records.RecordService;
import org.archipel.integrations.internal.store.Json;

/** The records that a webhook tells of, as they are stored. What cannot be kept makes it a webhook that does not say. */
final class ToldRecords {
    private static final int MOST = 100;
    private static final int LONGEST_ID = 255;
    private static final int LONGEST = 16_000;

    private ToldRecords() {}

    /** The records, or none if one of them is no usable name, or if they are too many. */
    static List<ChangedRecord> usable(List<ChangedRecord> records) {
        boolean good = records.size() <= MOST && records.stream().allMatch(ToldRecords::isUsable);
        return good && Json.write(records).length() <= LONGEST ? records : List.of();
    }

    private static boolean isUsable(ChangedRecord record) {
        return record != null
                && record.entity() != null
                && RecordService.isEntityName(record.entity())
                && record.externalId() != null
                && !record.externalId().isBlank()
                && record.externalId().length() <= LONGEST_ID
                && record.externalId().chars().allMatch(unit -> unit >= ' ' && !Character.isSurrogate((char) unit));
    }

    /** Null for none. */
    static String text(List<ChangedRecord> records) {
        return records.isEmpty() ? null : Json.write(records);
    }

    static List<ChangedRecord> of(String text) {
        return text == null ? List.of() : Json.read(text, new TypeReference<List<ChangedRecord>>() {});
    }
}
