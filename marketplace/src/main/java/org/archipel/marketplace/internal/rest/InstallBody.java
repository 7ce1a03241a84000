package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.internal.plan.InstallOrder;

/**
 * Body of an install or upgrade; every member may be left out.
 *
 * @param version the version; without it the newest
 * @param grants the permissions granted, instead of those granted before
 * @param acceptRequired grants all required permissions
 * @param optional optional permissions granted besides
 * @param config the configuration; without it the present one, or an empty one
 * @param withDependencies installs the extensions that it needs before it; what they require is granted with acceptRequired
 */
public record InstallBody(
        String version,
        List<Permission> grants,
        Boolean acceptRequired,
        List<Permission> optional,
        ObjectNode config,
        Boolean withDependencies) {
    public InstallBody {
        acceptRequired = Boolean.TRUE.equals(acceptRequired);
        optional = optional == null ? List.of() : optional;
        withDependencies = Boolean.TRUE.equals(withDependencies);
    }

    static InstallOrder order(InstallBody body) {
        if (body == null) {
            return InstallOrder.NEWEST;
        }
        return new InstallOrder(
                Optional.ofNullable(body.version),
                Optional.ofNullable(NoNulls.in("/grants", body.grants)),
                body.acceptRequired,
                NoNulls.in("/optional", body.optional),
                Optional.ofNullable(body.config),
                body.withDependencies);
    }
}
