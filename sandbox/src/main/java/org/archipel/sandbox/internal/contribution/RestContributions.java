package org.archipel.sandbox.internal.contribution;

import java.util.List;
import org.archipel.api.rest.RestResource;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.load.AnnotationValues;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.internal.rest.RestPublications;
import org.osgi.framework.Bundle;
import org.slf4j.event.Level;

/** The REST resources of an island. */
final class RestContributions {
    private final LiveIsland island;
    private final GuardedCalls calls;
    private final LogRings logs;
    private final GovernorConfig config;
    private final RestPublications publications;
    private final AnnotationValues annotations;
    private ClassLoader loader;
    private boolean published;

    RestContributions(
            LiveIsland island,
            GuardedCalls calls,
            LogRings logs,
            GovernorConfig config,
            RestPublications publications,
            AnnotationValues annotations) {
        this.island = island;
        this.calls = calls;
        this.logs = logs;
        this.config = config;
        this.publications = publications;
        this.annotations = annotations;
    }

    /** Brings the resources up at their inner address. */
    void prepare(Contributions contributions) {
        List<Contribution<RestResource>> resources = contributions.of(island.location(), RestResource.class);
        if (resources.isEmpty()) {
            return;
        }
        if (!island.policy().allows("rest", "expose")) {
            logs.write(island.installation(), Level.WARN, "no address is served: not granted: rest expose", null);
        }
        // It may be granted later: what is granted is asked at each request.
        loader = resources.get(0).loader();
        makeAnnotationValues(resources.get(0).reference().getBundle());
        publications.publish(island, resources.stream().map(this::fetch).toList());
        published = true;
    }

    // The platform looks at the annotations of resources as it publishes them.
    private void makeAnnotationValues(Bundle bundle) {
        calls.ask(
                island.location(), "values of annotations", config.callBudget().wall(), () -> {
                    annotations.make(bundle, loader);
                    return null;
                });
    }

    private RestResource fetch(Contribution<RestResource> resource) {
        return calls.ask(
                island.location(),
                "activation of " + resource.name(),
                config.callBudget().wall(),
                resource::fetch);
    }

    /** Leads requests to this island, in place of the one before. */
    void offer() {
        if (published) {
            publications.route(island, loader);
        } else {
            publications.close(island);
        }
    }

    void withdraw() {
        publications.unroute(island);
    }
}
