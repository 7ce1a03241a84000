package org.archipel.gateway.internal.fakes;

import org.archipel.security.Feature;
import org.archipel.security.FeatureFlags;

/** All parts are switched on. */
final class AllFeatures implements FeatureFlags {
    @Override
    public boolean isEnabled(Feature feature) {
        return true;
    }

    @Override
    public void require(Feature feature) {}
}
