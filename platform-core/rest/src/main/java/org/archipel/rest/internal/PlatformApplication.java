package org.archipel.rest.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.ws.rs.core.Application;

/** The platform's JAX-RS application. Nothing of it changes: other resources are another application in its place. */
final class PlatformApplication extends Application {
    private final Set<Object> singletons;

    PlatformApplication(Collection<?> conventions, Collection<?> parts) {
        Set<Object> all = new HashSet<>(conventions);
        all.addAll(parts);
        singletons = Set.copyOf(all);
    }

    @Override
    public Set<Object> getSingletons() {
        return singletons;
    }
}
