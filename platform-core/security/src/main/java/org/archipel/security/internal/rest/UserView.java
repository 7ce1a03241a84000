package org.archipel.security.internal.rest;

import java.time.Instant;
import java.util.List;
import org.archipel.security.internal.access.UserStatus;
import org.archipel.security.internal.store.UserRow;

/** A user, as it goes to the client. */
public record UserView(
        String id,
        String organizationId,
        String email,
        String displayName,
        List<String> roles,
        UserStatus status,
        Instant createdAt,
        Instant updatedAt) {
    static UserView of(UserRow row) {
        return new UserView(
                row.id(),
                row.organizationId(),
                row.email(),
                row.displayName(),
                row.roles(),
                UserStatus.valueOf(row.status()),
                row.createdAt(),
                row.updatedAt());
    }
}
