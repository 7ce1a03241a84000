package org.archipel.api.secret;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Secrets that the organization keeps for this extension, by the names that the {@code secrets} permission lists. */
@ProviderType
public interface Secrets {
    Optional<String> read(String name);
}
