package org.archipel.sandbox.internal.rewrite.hierarchy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes outside of extensions, read from class files and never loaded: those of the running JDK, and those that bundles of
 * the platform export. Thread-safe.
 */
public final class PlatformClasses {
    private static final ClassLoader JDK = ClassLoader.getPlatformClassLoader();
    private static final int MOST = 20_000;

    private final HostResources host;
    private final Map<String, Optional<ClassFacts>> known = new ConcurrentHashMap<>();

    public PlatformClasses(HostResources host) {
        this.host = host;
    }

    Optional<ClassFacts> find(String internalName) {
        Optional<ClassFacts> facts = known.get(internalName);
        if (facts == null) {
            facts = read(internalName);
            // Names come from packages: there is no end of those that do not exist.
            if (facts.isPresent() && known.size() < MOST) {
                known.put(internalName, facts);
            }
        }
        return facts;
    }

    private Optional<ClassFacts> read(String internalName) {
        String path = internalName + ".class";
        try (InputStream jdk = JDK.getResourceAsStream(path)) {
            if (jdk != null) {
                return Optional.of(ClassFactsReader.read(jdk.readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return host.find(path).map(ClassFactsReader::read);
    }
}
