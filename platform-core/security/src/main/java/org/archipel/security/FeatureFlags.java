package org.archipel.security;

import org.osgi.annotation.versioning.ProviderType;

/** Which parts of the platform are switched on, for the whole installation; all are until somebody switches one off. Thread-safe. */
@ProviderType
public interface FeatureFlags {
    /** Cheap enough for every request; a change on another node is seen within seconds. */
    boolean isEnabled(Feature feature);

    /**
     * Refuses work of a part that is switched off.
     *
     * @throws org.archipel.api.error.PlatformException with {@code AUTHORIZATION_ERROR}
     */
    void require(Feature feature);
}
