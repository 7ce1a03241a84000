package org.archipel.marketplace.internal.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.permission.Permission;

/**
 * What an administrator asks for, and consents to.
 *
 * @param version the version; empty for the newest published one
 * @param grants the permissions granted, instead of those granted before
 * @param acceptRequired whether all required permissions are granted
 * @param optional optional permissions granted besides
 * @param config the configuration; empty to keep the present one
 * @param withDependencies whether the extensions that it needs are installed before it, with what they require granted too
 */
public record InstallOrder(
        Optional<String> version,
        Optional<List<Permission>> grants,
        boolean acceptRequired,
        List<Permission> optional,
        Optional<ObjectNode> config,
        boolean withDependencies) {
    /** Nothing but the newest version. */
    public static final InstallOrder NEWEST =
            new InstallOrder(Optional.empty(), Optional.empty(), false, List.of(), Optional.empty(), false);

    /** A version, and nothing else. */
    public static InstallOrder of(String version) {
        return new InstallOrder(Optional.of(version), Optional.empty(), false, List.of(), Optional.empty(), false);
    }

    public InstallOrder {
        optional = List.copyOf(optional);
    }
}
