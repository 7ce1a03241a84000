package org.archipel.security;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Tells the roles of callers; cheap enough for every request. Thread-safe. */
@ProviderType
public interface UserRoles {
    /** The roles of the user behind the caller's credential, some seconds old at most; none if the user is gone. */
    Set<String> of(Caller caller);
}
