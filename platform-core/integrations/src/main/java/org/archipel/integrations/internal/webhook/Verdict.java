package org.archipel.integrations.internal.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.integrations.internal.records.ContentHash;

/**
 * What verification says of a webhook.
 *
 * @param reason why it is refused; empty if it is genuine
 * @param deliveryId known again when it is repeated
 * @param key webhooks of one key are processed in order
 * @param records those that it tells of; empty where it does not say
 * @param repeatedWithin for how long another one with the id is a repetition; empty for as long as it is remembered
 */
record Verdict(
        String reason,
        String deliveryId,
        String key,
        String event,
        List<ChangedRecord> records,
        Optional<Duration> repeatedWithin) {
    private static final String CONTENT = "content/";

    Verdict {
        records = List.copyOf(records);
    }

    static Verdict refused(String reason) {
        return new Verdict(reason, "", "", "", List.of(), Optional.empty());
    }

    /** What stands for the id of a webhook that has none; the same content may come again as another event. */
    static String idOf(byte[] content) {
        return CONTENT + ContentHash.of(content);
    }

    static boolean standsForAnId(String deliveryId) {
        return deliveryId.startsWith(CONTENT);
    }

    boolean genuine() {
        return reason.isEmpty();
    }
}
