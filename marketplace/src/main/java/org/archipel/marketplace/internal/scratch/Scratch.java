package org.archipel.marketplace.internal.scratch;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Tries packages on a platform that is thrown away afterwards. Thread-safe. */
@ProviderType
public interface Scratch {
    /**
     * What came of it; empty where trials are switched off. A trial that was made shortly before is not made again.
     *
     * @throws ScratchFailure if the trial itself could not be made
     */
    Optional<TrialReport> tryOut(TrialOrder order);
}
