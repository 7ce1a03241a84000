package org.archipel.rest;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Holds requests back while the platform's own JAX-RS application changes: it is rebuilt at each change and would answer 404
 * meanwhile. OSGi service; thread-safe.
 */
@ProviderType
public interface TrafficGate {
    /**
     * Lets the requests in flight end, runs the change while new ones wait, then lets them go on. Not to be called by a thread
     * that serves a request.
     *
     * @param patience how long to wait for the requests in flight
     * @return false when they did not end in time; the change was not run then
     */
    boolean changeBehind(Duration patience, Runnable change);

    /** Whether the platform has become ready and takes requests. */
    boolean isOpen();
}
