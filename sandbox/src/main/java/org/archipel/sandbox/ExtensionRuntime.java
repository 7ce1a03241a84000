package org.archipel.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.archipel.api.extension.Health;
import org.archipel.api.permission.Permission;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs extension bundles behind guards. The reconciler of the marketplace decides which bundles exist; the runtime decides what
 * they can reach and who can reach them. In order, for one bundle:
 *
 * <ol>
 *   <li>{@link #admit} before the bundle is installed;
 *   <li>the reconciler installs and starts it;
 *   <li>{@link #migrate}, {@link #activate}, {@link #health};
 *   <li>{@link #serve}: its contributions take over from those of the installation's earlier bundle;
 *   <li>{@link #drain} of the earlier one, then the reconciler uninstalls it;
 *   <li>{@link #dismiss} after the bundle is gone.
 * </ol>
 *
 * <p>Thread-safe; every method may be repeated.
 */
@ProviderType
public interface ExtensionRuntime {
    /**
     * Makes the bundle's policy and services ready.
     *
     * @throws org.archipel.api.error.PlatformException {@code EXTENSION_LOAD_FAILED} if a dismissed bundle of the location is still there
     */
    void admit(Island island);

    /** Changes grants and configuration of a running installation; effective at the next call. */
    void change(String installationId, List<Permission> grants, ObjectNode config);

    /**
     * Activates the components behind the bundle's contributions, so that the first call of one finds it ready.
     *
     * @param limit for all of them together
     * @throws org.archipel.api.error.PlatformException {@code EXTENSION_LOAD_FAILED} if one fails or is not ready in time
     */
    void activate(String location, Duration limit);

    /** Asks the bundle's health checks, each under the call budget; one that throws or hangs is an error. */
    Health health(String location);

    /** How the calls that come to an island end, whatever its health check says. */
    CallOutcomes outcomes(String location);

    /** Lets the bundle's migration hook, if it has one, convert the configuration; the input if it has none. */
    ObjectNode migrate(String location, String fromVersion, ObjectNode config);

    /**
     * Directs all calls of the installation to this bundle's contributions: REST, events, tasks, connectors. Returns when they
     * answer.
     *
     * @throws org.archipel.api.error.PlatformException {@code EXTENSION_LOAD_FAILED} if they do not; calls then still go where they
     *     went
     */
    void serve(String location);

    /**
     * Waits until the calls in flight have left the bundle, then withdraws its contributions; past the deadline they are
     * interrupted.
     */
    void drain(String location, Duration deadline);

    /**
     * Forgets the bundle. If it is still there, as it hangs, nobody reaches it from now on and it reaches nothing; it is forgotten when
     * this is repeated after its end.
     */
    void dismiss(String location);

    /**
     * Directs no call to any bundle any more and stops those in flight, before all bundles are stopped as the platform stops. What is
     * scheduled stays so. Bundles that {@link #serve} afterwards are called again.
     */
    void withdraw();

    /**
     * Tells that every installation was looked at since the platform started. Until then a request to an extension that is not there
     * is told to come back, as it may be there soon.
     */
    void restored();
}
