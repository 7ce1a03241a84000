package org.archipel.integrations.internal.store;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.integrations.internal.model.Integration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads integrations where many are gone through: one that cannot be read, as another release wrote it perhaps, is set aside and told once
 * for each of its revisions, so that the others go on. Thread-safe.
 */
final class ReadableRows {
    private static final Logger LOG = LoggerFactory.getLogger(ReadableRows.class);
    private static final int MOST_TOLD = 10_000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** The integration; empty if it cannot be read. */
    Optional<Integration> read(IntegrationRow row) {
        try {
            return Optional.of(row.toIntegration());
        } catch (RuntimeException e) {
            if (told.size() >= MOST_TOLD) {
                told.clear();
            }
            if (told.add(row.id() + "/" + row.revision())) {
                LOG.error(
                        "Integration {} of organization {} cannot be read and stands still; others go on",
                        row.id(),
                        row.organizationId(),
                        e);
            }
            return Optional.empty();
        }
    }
}
