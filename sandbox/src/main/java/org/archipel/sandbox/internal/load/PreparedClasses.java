package org.archipel.sandbox.internal.load;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.sandbox.internal.rewrite.jar.ClassDigests;
import org.archipel.sandbox.internal.rewrite.jar.PreparedHeader;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The classes of the jars that were prepared on this node since it started, by the key that the jar's manifest has. Thread-safe. */
@Component(service = PreparedClasses.class)
public final class PreparedClasses {
    private final Map<String, ClassDigests> byKey = new ConcurrentHashMap<>();

    @Activate
    public PreparedClasses() {
        // Filled as jars are prepared.
    }

    /** Takes note of a prepared jar. */
    public void add(String key, ClassDigests digests) {
        byKey.put(key, digests);
    }

    /** Whether the class file is one that was prepared for the bundle. */
    boolean contain(Bundle bundle, String className, byte[] classFile) {
        return of(bundle)
                .filter(digests -> digests.matches(className, classFile))
                .isPresent();
    }

    /** What was prepared for the bundle; empty if it is not from a prepared jar. */
    Optional<ClassDigests> of(Bundle bundle) {
        String key = bundle.getHeaders("").get(PreparedHeader.NAME);
        return key == null ? Optional.empty() : Optional.ofNullable(byKey.get(key));
    }
}
