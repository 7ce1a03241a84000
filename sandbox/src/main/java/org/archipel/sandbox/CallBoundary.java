package org.archipel.sandbox;

import org.osgi.annotation.versioning.ProviderType;

/** The only way from the platform into an extension. Thread-safe. */
@ProviderType
public interface CallBoundary {
    /**
     * Wraps an extension's service, an interface of {@code org.archipel.api}: calls get a time limit and the extension's context
     * class loader, foreign exceptions become {@link org.archipel.api.error.PlatformException}s, JSON values are copied.
     */
    <T> T guard(Class<T> type, T service, String location);
}
