package org.archipel.sandbox.internal.rewrite.hierarchy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.guard.Checkpoint;

/** The guards, as they are on the framework's class path. Thread-safe. */
public final class GuardClasses {
    private static final GuardClasses OF_FRAMEWORK = new GuardClasses();

    private final Map<String, Optional<ClassFacts>> known = new ConcurrentHashMap<>();

    private GuardClasses() {}

    public static GuardClasses ofFramework() {
        return OF_FRAMEWORK;
    }

    public Optional<ClassFacts> find(String internalName) {
        return known.computeIfAbsent(internalName, GuardClasses::read);
    }

    private static Optional<ClassFacts> read(String internalName) {
        try (InputStream in = Checkpoint.class.getResourceAsStream('/' + internalName + ".class")) {
            return in == null ? Optional.empty() : Optional.of(ClassFactsReader.read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
