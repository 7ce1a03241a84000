package org.archipel.security.internal.rest;

import java.time.Instant;
import org.archipel.security.internal.store.OrganizationRow;

/** An organization, as it goes to the client. */
public record OrganizationView(String id, String slug, String name, Instant createdAt, Instant updatedAt) {
    static OrganizationView of(OrganizationRow row) {
        return new OrganizationView(row.id(), row.slug(), row.name(), row.createdAt(), row.updatedAt());
    }
}
