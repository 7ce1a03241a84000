package org.archipel.sandbox.internal.config;

import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** Reads the node's settings, which the launcher made framework properties. */
public final class NodeSettings {
    private final BundleContext context;

    public NodeSettings(BundleContext context) {
        this.context = context;
    }

    /** Empty if it is not set, or blank. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(context.getProperty(name)).map(String::trim).filter(value -> !value.isEmpty());
    }

    public int number(String name, int standard) {
        return text(name).map(Integer::parseInt).orElse(standard);
    }

    public Duration seconds(String name, int standard) {
        return Duration.ofSeconds(number(name, standard));
    }

    public Duration millis(String name, int standard) {
        return Duration.ofMillis(number(name, standard));
    }

    /** A setting in mebibytes, as bytes. */
    public long mebibytes(String name, int standard) {
        return (long) number(name, standard) << 20;
    }
}
