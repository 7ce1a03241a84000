package org.archipel.sandbox;

import java.time.Duration;
import java.util.function.Supplier;
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
     * Runs work of the platform that ends up in the extension's code, such as starting its bundle or taking it down, on a thread of
     * the admitted island, also when no other call may enter it. What it throws is translated; past the limit it is stopped, and its
     * thread left behind if it does not obey.
     *
     * @throws org.archipel.api.error.PlatformException if the work fails or does not end in time
     */
    void run(String location, Duration limit, Runnable work);

    /**
     * Runs work of the platform that calls a guarded service many times, on one thread of its island: calls to that island cost no
     * change of thread then. The extension's time in all of them together counts, the platform's own does not. What the work throws
     * is translated.
     *
     * <p>The thread can be given up in the middle of a call, and the work with it: it holds no lock, no transaction and no
     * connection, and nothing depends on its {@code finally} blocks.
     *
     * @param guarded what {@link #guard} made, or a guarded service of the registry
     * @param limit for the extension's time
     * @throws IllegalArgumentException if the service is not guarded
     * @throws org.archipel.api.error.PlatformException if the work fails or does not end in time
     */
    <T> T batch(Object guarded, Duration limit, Supplier<T> work);
}
