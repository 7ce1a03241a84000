package org.archipel.security.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The framework properties that this bundle reads; the launcher makes them from the environment and {@code
 * conf/archipel.properties}.
 */
@Component(service = SecurityConfig.class)
public final class SecurityConfig {
    private final Properties properties;

    @Activate
    public SecurityConfig(BundleContext context) {
        this(context::getProperty);
    }

    public SecurityConfig(Properties properties) {
        this.properties = properties;
    }

    /** {@code archipel.data}: folder for the files that the platform makes. */
    public Path dataFolder() {
        return Path.of(text("archipel.data").orElse("data")).toAbsolutePath();
    }

    /** {@code archipel.master.key}: the master key, 32 bytes in Base64; without it the key is kept in a file. */
    public Optional<String> masterKey() {
        return text("archipel.master.key");
    }

    /** {@code archipel.master.key.previous}: master keys that are still accepted, separated by commas. */
    public List<String> previousMasterKeys() {
        return text("archipel.master.key.previous").stream()
                .flatMap(keys -> Arrays.stream(keys.split(",")))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
    }

    /** {@code archipel.master.key.file}: where the master key is kept; by default {@code master.key} in the data folder. */
    public Path masterKeyFile() {
        return text("archipel.master.key.file")
                .map(Path::of)
                .orElseGet(() -> dataFolder().resolve("master.key"));
    }

    /** {@code archipel.bootstrap.key}: the API key to make at first start instead of a random one, for automation. */
    public Optional<String> bootstrapKey() {
        return text("archipel.bootstrap.key");
    }

    /** {@code archipel.security.key.cache.seconds}: how long another node may still honour a revoked key; by default 5. */
    public Duration keyCacheTime() {
        return Duration.ofSeconds(number("archipel.security.key.cache.seconds", 5));
    }

    /**
     * {@code archipel.security.rotation.overlap.seconds}: how long a rotated key stays good when the request does not say; by
     * default an hour.
     */
    public Duration rotationOverlap() {
        return Duration.ofSeconds(number("archipel.security.rotation.overlap.seconds", 3600));
    }

    /** {@code archipel.security.failures.per.address}: wrong credentials a minute from one address before it waits; by default 30. */
    public int failuresPerAddress() {
        return number("archipel.security.failures.per.address", 30);
    }

    /** {@code archipel.security.failures.per.key}: wrong secrets a minute for one key prefix before it waits; by default 10. */
    public int failuresPerKey() {
        return number("archipel.security.failures.per.key", 10);
    }

    /** {@code archipel.audit.retention.days}: how long audit entries are kept; without it for ever. */
    public Optional<Duration> auditRetention() {
        return text("archipel.audit.retention.days")
                .map(days -> Duration.ofDays(number("archipel.audit.retention.days", 1)));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(properties.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private int number(String name, int standard) {
        Optional<String> value = text(name);
        try {
            int number = value.map(Integer::parseInt).orElse(standard);
            if (number < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, but is " + number);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, but is '" + value.orElse("") + "'", e);
        }
    }

    /** Where the properties come from. */
    @FunctionalInterface
    public interface Properties {
        /** Null when it is not set. */
        String get(String name);
    }
}
