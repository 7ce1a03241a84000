package org.archipel.rest.internal.body;

import java.util.Optional;
import java.util.function.Function;
import javax.ws.rs.container.DynamicFeature;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.FeatureContext;
import javax.ws.rs.ext.Provider;
import org.archipel.rest.MaxBody;

/** Gives each resource method the limit of its request body: {@link MaxBody}, or the platform's limit for JSON. */
@Provider
public final class BodyLimits implements DynamicFeature {
    /** Framework property with the limit in bytes where a method has none of its own. */
    public static final String PROPERTY = "archipel.rest.body.max";

    private static final long DEFAULT_LIMIT = 1024 * 1024;

    private final Function<String, String> settings;

    /** @param settings framework properties by name; null for one that is not set */
    public BodyLimits(Function<String, String> settings) {
        this.settings = settings;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext features) {
        features.register(new BodyLimitFilter(limitOf(resource)));
    }

    private long limitOf(ResourceInfo resource) {
        MaxBody own = resource.getResourceMethod().getAnnotation(MaxBody.class);
        return own == null ? setting(PROPERTY, DEFAULT_LIMIT) : setting(own.property(), own.value());
    }

    private long setting(String name, long otherwise) {
        return Optional.of(name)
                .filter(property -> !property.isEmpty())
                .map(settings)
                .map(value -> Long.parseLong(value.strip()))
                .orElse(otherwise);
    }
}
