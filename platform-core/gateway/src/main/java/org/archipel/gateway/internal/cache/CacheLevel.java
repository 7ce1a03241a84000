package org.archipel.gateway.internal.cache;

import java.util.Optional;

/** A place where answers are kept beyond this process. May wait. Thread-safe; a failure is as if it kept nothing. */
public interface CacheLevel {
    /** @param key of at most 64 characters */
    Optional<CachedAnswer> get(String organizationId, String key);

    void put(String organizationId, String key, CachedAnswer answer);
}
