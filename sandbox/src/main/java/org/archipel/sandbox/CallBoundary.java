package org.archipel.sandbox;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** The only way from the platform into an extension. Thread-safe. */
@ProviderType
public interface CallBoundary {
    /**
     * Wraps an extension's service, an interface of {@code org.archipel.api}: calls get a time limit and the extension's context
     * class loader, foreign exceptions become {@link org.archipel.api.error.PlatformException}s, JSON values are copied.
     */
    <T> T guard(Class<T> type, T service, String location);

    /**
     * Runs work of the platform that ends up in the extension's code, such as starting its bundle, on a thread of the admitted
     * island. What it throws is translated; past the limit its thread is interrupted and left behind.
     *
     * @throws org.archipel.api.error.PlatformException if the work fails or does not end in time
     */
    void run(String location, Duration limit, Runnable work);
}
