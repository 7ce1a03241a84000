package org.archipel.integrations.internal.fakes;

import org.archipel.security.Feature;
import org.archipel.security.FeatureFlags;

/** Everything is switched on. */
public final class AllFeatures implements FeatureFlags {
    @Override
    public boolean isEnabled(Feature feature) {
        return true;
    }

    @Override
    public void require(Feature feature) {}
}
