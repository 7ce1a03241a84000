package org.archipel.api.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Small JSON values by key (at most 256 characters), private to one installation, kept over upgrades. Thread-safe. */
@ProviderType
public interface KeyValueStore {
    Optional<JsonNode> get(String key);

    /**
     * @throws org.archipel.api.error.QuotaExceededException if the value does not fit in the quota
     * @throws org.archipel.api.error.ValidationException if the value could not be read again: it has a text of more than 20,000,000
     *     characters, a name of more than 50,000, a number of more than 1,000 digits, or more than 1,000 levels; or if it has more than
     *     500,000 values, all that is within each other counted
     */
    void put(String key, JsonNode value);

    /**
     * Puts the value only if the present one equals the expected one.
     *
     * @param expected empty for «no value yet»
     * @return whether it was put
     * @throws org.archipel.api.error.PlatformException as {@link #put}
     */
    boolean replace(String key, Optional<JsonNode> expected, JsonNode value);

    /** Whether there was a value. */
    boolean delete(String key);

    /** Keys with the prefix, sorted, after the given one (empty for the first), at most {@code limit}. */
    List<String> keys(String prefix, String after, int limit);
}
