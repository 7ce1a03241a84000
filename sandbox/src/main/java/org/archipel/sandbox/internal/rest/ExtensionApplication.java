package org.archipel.sandbox.internal.rest;

import java.util.ArrayList;
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
    /** By default the REST server writes larger parts of a form into files. */
    private static final Map<String, Object> PARTS_IN_MEMORY =
            Map.of("attachment-memory-threshold", Long.toString(BoundedBody.LONGEST));

    private final Set<Object> singletons;

    ExtensionApplication(
            InstallationInfo installation,
            List<RestResource> resources,
            ProblemDocuments documents,
            LogRings logs,
            Runnable fault) {
        List<Object> all = new ArrayList<>();
        all.add(new EntryFilter());
        all.add(new ContentTypeFilter());
        all.add(new ExtensionJson());
        all.add(new ParameterTypes());
        all.add(new BodyTypes());
        all.add(new ExtensionProblems(installation, documents, logs, fault));
        all.add(new ProbeResource());
        all.addAll(resources);
        singletons = new IdentitySet(all);
    }

    @Override
    public Set<Object> getSingletons() {
        return singletons;
    }

    @Override
    public Map<String, Object> getProperties() {
        return PARTS_IN_MEMORY;
    }
}
