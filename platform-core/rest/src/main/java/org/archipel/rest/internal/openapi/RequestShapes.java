package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import javax.ws.rs.container.DynamicFeature;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.FeatureContext;
import javax.ws.rs.ext.Provider;
import org.archipel.rest.AnyQuery;

/**
 * Holds requests to what their route describes: a query parameter that it does not have and a body where it takes none are refused,
 * since whoever sends them means something by it, such as a dry run.
 */
@Provider
public final class RequestShapes implements DynamicFeature {
    private static final Set<String> VERBS_WITH_BODY = Set.of("post", "put", "patch", "delete");

    private final ObjectMapper mapper;

    /** @param mapper reads bodies strictly */
    public RequestShapes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext features) {
        Route.of(resource.getResourceClass()).stream()
                .filter(route -> route.method().equals(resource.getResourceMethod()))
                .forEach(route -> hold(route, features));
    }

    private void hold(Route route, FeatureContext features) {
        boolean any = route.method().isAnnotationPresent(AnyQuery.class);
        features.register(new QueryFilter(Parameters.queryNames(route.method()), any));
        if (VERBS_WITH_BODY.contains(route.verb()) && Parameters.body(route).isEmpty()) {
            features.register(new EmptyBodyFilter(mapper));
        }
    }
}
