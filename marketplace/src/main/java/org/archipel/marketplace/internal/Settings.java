package org.archipel.marketplace.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The marketplace's settings, framework properties {@code archipel.marketplace.*}. */
@Component(service = Settings.class)
public final class Settings {
    /** Largest package that is taken, in bytes. */
    public static final String PACKAGE_LIMIT = "archipel.marketplace.package-limit";

    /** What {@value #PACKAGE_LIMIT} is unless set: 64 MiB. */
    public static final long DEFAULT_PACKAGE_LIMIT = 64L << 20;

    /** How long a bundle may take to start, ISO-8601 duration. */
    static final String ACTIVATION_LIMIT = "archipel.marketplace.activation-limit";

    /** How long calls in flight may take to leave a bundle that goes, ISO-8601 duration. */
    static final String DRAIN_LIMIT = "archipel.marketplace.drain-limit";

    /** How long the data of an uninstalled extension is kept, ISO-8601 duration. */
    static final String GRACE = "archipel.marketplace.uninstall-grace";

    private final Path data;
    private final long packageLimit;
    private final Duration activationLimit;
    private final Duration drainLimit;
    private final Duration grace;

    @Activate
    public Settings(BundleContext context) {
        this(
                Path.of(property(context, "archipel.data").orElse("data")),
                property(context, PACKAGE_LIMIT).map(Long::parseLong).orElse(DEFAULT_PACKAGE_LIMIT),
                property(context, ACTIVATION_LIMIT).map(Duration::parse).orElse(Duration.ofSeconds(10)),
                property(context, DRAIN_LIMIT).map(Duration::parse).orElse(Duration.ofSeconds(30)),
                property(context, GRACE).map(Duration::parse).orElse(Duration.ofDays(7)));
    }

    public Settings(Path data, long packageLimit, Duration activationLimit, Duration drainLimit, Duration grace) {
        this.data = data;
        this.packageLimit = packageLimit;
        this.activationLimit = activationLimit;
        this.drainLimit = drainLimit;
        this.grace = grace;
    }

    /** Where packages are kept. */
    public Path packages() {
        return data.resolve("packages");
    }

    /** Where jars that are ready for the framework are kept. */
    public Path prepared() {
        return data.resolve("prepared");
    }

    public long packageLimit() {
        return packageLimit;
    }

    public Duration activationLimit() {
        return activationLimit;
    }

    public Duration drainLimit() {
        return drainLimit;
    }

    public Duration grace() {
        return grace;
    }

    private static Optional<String> property(BundleContext context, String name) {
        return Optional.ofNullable(context.getProperty(name)).filter(value -> !value.isBlank());
    }
}
