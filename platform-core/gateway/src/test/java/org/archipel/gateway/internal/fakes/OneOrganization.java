package org.archipel.gateway.internal.fakes;

import java.util.Optional;
import org.archipel.security.Organizations;

/** A platform with one organization. */
record OneOrganization(Organization standard) implements Organizations {
    @Override
    public Optional<Organization> find(String idOrSlug) {
        return idOrSlug.equals(standard.slug()) || idOrSlug.equals(standard.id())
                ? Optional.of(standard)
                : Optional.empty();
    }
}
