package org.archipel.sandbox.internal.rest;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.ws.rs.core.Application;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.rest.RestResource;
import org.archipel.rest.ProblemDocuments;
import org.archipel.sandbox.internal.log.LogRings;

/** The JAX-RS application of one island; complete when it is registered, never changed afterwards. */
final class ExtensionApplication extends Application {
    // By identity: the hash and the equality of resources are code of the extension.
    private final Set<Object> singletons = Collections.newSetFromMap(new IdentityHashMap<>());

    ExtensionApplication(
            InstallationInfo installation,
            List<RestResource> resources,
            ProblemDocuments documents,
            LogRings logs,
            Runnable fault) {
        singletons.add(new EntryFilter());
        singletons.add(new ExtensionJson());
        singletons.add(new ParameterTypes());
        singletons.add(new ExtensionProblems(installation, documents, logs, fault));
        singletons.add(new ProbeResource());
        singletons.addAll(resources);
    }

    @Override
    public Set<Object> getSingletons() {
        return singletons;
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of();
    }
}
