package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.sandbox.internal.store.StoredJson;

/** JSON text of values and documents, as an extension gives it. Made and compared outside of a transaction, see {@link StoredJson}. */
final class StoredText {
    private StoredText() {}

    /**
     * @param what to be told of one that has too many values
     * @param quota bytes that the installation may keep
     */
    static String of(String what, JsonNode content, long quota) {
        String text = BoundedJson.write(content, quota)
                .orElseThrow(
                        () -> new QuotaExceededException("the storage quota of " + quota + " bytes does not suffice"));
        ValueCount.check(what, content, ValueCount.OWN);
        return text;
    }

    /**
     * Whether both stand for the same value: databases and nodes have orders of fields of their own. What is stored went through text;
     * so must what it is compared with.
     */
    static boolean same(String stored, JsonNode other, long quota) {
        Optional<String> text = BoundedJson.write(other, Math.max(quota, 2L * stored.length()));
        return text.isPresent()
                && (stored.equals(text.get()) || StoredJson.read(stored).equals(StoredJson.read(text.get())));
    }
}
