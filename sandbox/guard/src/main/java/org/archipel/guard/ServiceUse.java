package org.archipel.guard;

import java.security.BasicPermission;

/**
 * The permission to use a service of the platform that was made for one island, where the JVM has a security manager. Its name is the
 * resource of the grant and the island's location, {@code network.extension:4711/1.0.0}; {@code network.*} in the local permissions of
 * a package, which cannot know where it will be installed. So a service that came into the hands of another extension is of no use to
 * it. It stands here since it must be known to the framework and to the platform alike.
 */
public final class ServiceUse extends BasicPermission {
    private static final long serialVersionUID = 1L;

    public ServiceUse(String name) {
        super(name);
    }

    /** As frameworks make permissions: there are no actions. */
    public ServiceUse(String name, String actions) {
        super(name);
    }

    /** The use of an island's service. */
    public static ServiceUse of(String resource, String location) {
        return new ServiceUse(resource + "." + location);
    }
}
