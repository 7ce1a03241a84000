package org.archipel.security;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Finds organizations; cheap enough for every request. Thread-safe. */
@ProviderType
public interface Organizations {
    /** An organization by its id or its slug. */
    Optional<Organization> find(String idOrSlug);

    /** The organization that the first start made. */
    Organization standard();

    /**
     * @param slug its name in paths, unique in the installation
     */
    record Organization(String id, String slug, String name) {}
}
