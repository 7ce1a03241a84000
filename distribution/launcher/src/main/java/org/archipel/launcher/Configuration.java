package org.archipel.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The platform's settings: {@code conf/archipel.properties}, overridden by environment variables ({@code ARCHIPEL_HTTP_PORT} sets
 * {@code archipel.http.port}, {@code ARCHIPEL_NETWORK_RESPONSE__SIZE} sets {@code archipel.network.response-size}), overridden by system
 * properties. Keys are lower case. Immutable.
 */
final class Configuration {
    private static final String PREFIX = "archipel.";
    private static final String ENVIRONMENT_PREFIX = "ARCHIPEL_";

    private final Path home;
    private final Map<String, String> settings;

    private Configuration(Path home, Map<String, String> settings) {
        this.home = home;
        this.settings = Map.copyOf(settings);
    }

    static Configuration load(Path home, Map<String, String> environment, Properties systemProperties) {
        Map<String, String> settings =
                new TreeMap<>(readFile(home.resolve("conf").resolve("archipel.properties")));
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                settings.put(name.toLowerCase(Locale.ROOT).replace("__", "-").replace('_', '.'), value);
            }
        });
        systemProperties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> settings.put(name, systemProperties.getProperty(name)));
        settings.values().removeIf(String::isBlank);
        return new Configuration(home, settings);
    }

    private static Map<String, String> readFile(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new LaunchException("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> {
            if (!name.startsWith(PREFIX)) {
                throw new LaunchException(
                        file + ": unknown setting '" + name + "'; every setting starts with " + PREFIX);
            }
            settings.put(name, properties.getProperty(name).trim());
        });
        return settings;
    }

    Path home() {
        return home;
    }

    /** Where all state is kept. */
    Path dataFolder() {
        return home.resolve(settings.getOrDefault("archipel.data", "data")).normalize();
    }

    Path logsFolder() {
        return home.resolve(settings.getOrDefault("archipel.logs", "logs")).normalize();
    }

    /** How long a stop may take, in seconds, before the process ends anyway. */
    int stopTimeoutSeconds() {
        String value = settings.getOrDefault("archipel.stop.timeout.seconds", "30");
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new LaunchException("archipel.stop.timeout.seconds: expected a number, not '" + value + "'", e);
        }
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** Every setting that was given. */
    Map<String, String> all() {
        return settings;
    }
}
