package org.archipel.guard;

import java.util.Objects;
import java.util.function.Consumer;

/** Seals JSON mappers that extensions make. What that means only the platform knows, which knows the JSON library. */
public final class Json {
    private static volatile Consumer<Object> sealer = mapper -> {
        throw new SecurityException("not allowed to extensions: JSON mappers, as nothing seals them");
    };

    private Json() {}

    /** Sets how mappers are sealed; the platform, once. */
    public static void install(Consumer<Object> how) {
        sealer = Objects.requireNonNull(how);
    }

    /** Seals a mapper before the extension sees it. */
    public static void seal(Object mapper) {
        sealer.accept(mapper);
    }
}
