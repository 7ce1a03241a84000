package org.archipel.security.internal.rest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.security.BuiltInRole;
import org.archipel.security.internal.access.Grants;
import org.archipel.security.internal.store.RoleRow;

/**
 * A role, as it goes to the client.
 *
 * @param id the name for a built-in role
 * @param builtIn whether it is every organization's, and cannot be changed
 */
public record RoleView(
        String id,
        String name,
        Optional<String> description,
        List<String> permissions,
        boolean builtIn,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt) {
    static RoleView of(RoleRow row) {
        return new RoleView(
                row.id(),
                row.name(),
                row.description(),
                row.permissions(),
                false,
                Optional.of(row.createdAt()),
                Optional.of(row.updatedAt()));
    }

    static RoleView of(BuiltInRole role) {
        return new RoleView(
                role.name(),
                role.name(),
                Optional.of(role.description()),
                Grants.wireNames(role.permissions()),
                true,
                Optional.empty(),
                Optional.empty());
    }
}
