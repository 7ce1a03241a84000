package org.archipel.marketplace.internal.test;

import java.util.Optional;
import org.archipel.security.Organizations;

/** One organization, in whose part of the vault the marketplace's keys lie. */
record OneOrganization() implements Organizations {
    private static final Organization HOME = new Organization("home", "home", "Home");

    @Override
    public Optional<Organization> find(String idOrSlug) {
        return Optional.of(new Organization(idOrSlug, idOrSlug, idOrSlug));
    }

    @Override
    public Organization standard() {
        return HOME;
    }
}
