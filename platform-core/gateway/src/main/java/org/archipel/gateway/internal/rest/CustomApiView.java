package org.archipel.gateway.internal.rest;

import java.time.Instant;
import java.util.Optional;
import org.archipel.gateway.internal.model.ApiConfig;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.Deprecation;

/** A custom API as the REST API shows it: without its secrets. */
public record CustomApiView(
        String id,
        String organizationId,
        String userId,
        String name,
        String path,
        String method,
        Optional<String> description,
        String version,
        ApiConfig config,
        boolean isActive,
        Optional<Deprecation> deprecation,
        Instant createdAt,
        Instant updatedAt) {
    static CustomApiView of(CustomApi api) {
        ApiDefinition definition = api.definition();
        return new CustomApiView(
                api.id(),
                api.organizationId(),
                api.userId(),
                definition.name(),
                definition.path(),
                definition.method(),
                Optional.ofNullable(definition.description()),
                definition.version(),
                definition.config(),
                definition.isActive(),
                Optional.ofNullable(definition.deprecation()),
                api.createdAt(),
                api.updatedAt());
    }
}
