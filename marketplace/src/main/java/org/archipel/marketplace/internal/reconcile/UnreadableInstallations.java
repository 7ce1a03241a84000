package org.archipel.marketplace.internal.reconcile;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.archipel.marketplace.internal.store.UnreadableInstallationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Installations that are set aside because what the database says of them cannot be read; each is logged once. Thread-safe. */
final class UnreadableInstallations {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableInstallations.class);

    /** Why, by installation. */
    private final Map<String, String> reasons = new ConcurrentHashMap<>();

    /** Takes over what was found in a look at all of them. */
    void found(List<UnreadableInstallationException> all) {
        reasons.keySet()
                .retainAll(all.stream()
                        .map(UnreadableInstallationException::installationId)
                        .collect(Collectors.toSet()));
        for (var problem : all) {
            if (!problem.getMessage().equals(reasons.put(problem.installationId(), problem.getMessage()))) {
                LOG.error("set aside, the others go on: {}", problem.getMessage(), problem.getCause());
            }
        }
    }

    boolean contains(String installationId) {
        return reasons.containsKey(installationId);
    }

    int count() {
        return reasons.size();
    }
}
