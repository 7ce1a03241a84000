package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.plan.InstallPlan;

/**
 * Body of an install or upgrade; every member may be left out.
 *
 * @param version the version; without it the newest
 * @param grants the permissions granted, instead of those granted before
 * @param acceptRequired grants all permissions that the version requires, which has to be named if one is not granted yet
 * @param optional optional permissions granted besides
 * @param config the configuration; without it the present one, or an empty one
 * @param withDependencies installs the extensions that it needs before it
 * @param dependencies versions of these by id; what they require is granted with acceptRequired if they are named
 */
public record InstallBody(
        String version,
        List<Permission> grants,
        Boolean acceptRequired,
        List<Permission> optional,
        ObjectNode config,
        Boolean withDependencies,
        Map<String, String> dependencies) {
    public InstallBody {
        acceptRequired = Boolean.TRUE.equals(acceptRequired);
        optional = optional == null ? List.of() : optional;
        withDependencies = Boolean.TRUE.equals(withDependencies);
        dependencies = dependencies == null ? Map.of() : dependencies;
    }

    /**
     * Who accepts something has seen it: since the plan was shown, there may be something newer that asks for more.
     *
     * @throws ValidationException if the body accepts permissions of a version that it does not name
     */
    static void requireNamed(InstallBody body, InstallPlan plan) {
        if (body == null || !body.acceptRequired) {
            return;
        }
        List<FieldError> missing = new ArrayList<>();
        if (body.version == null && plan.permissions().consentNeeded()) {
            missing.add(new FieldError(
                    "/version", "name the version whose permissions are accepted; the newest is " + plan.version()));
        }
        plan.before().stream()
                .filter(needed -> needed.permissions().consentNeeded())
                .filter(needed -> !needed.version().equals(body.dependencies.get(needed.extensionId())))
                .map(needed -> new FieldError(
                        "/dependencies/" + needed.extensionId(),
                        "name the version whose permissions are accepted; " + needed.version() + " is needed"))
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            throw new ValidationException("permissions are accepted of versions that are not named", missing);
        }
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
