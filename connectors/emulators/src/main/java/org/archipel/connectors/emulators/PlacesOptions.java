package org.archipel.connectors.emulators;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a provider starts.
 *
 * @param port 0 for any free one
 * @param file the places, one JSON object a line; empty for the 20,000 that come with the emulator
 * @param limit the most places to take from the file
 * @param copies how many times each is served, under ids of its own
 */
public record PlacesOptions(int port, Optional<Path> file, int limit, int copies, AccessRule access) {
    public static PlacesOptions defaults() {
        return new PlacesOptions(0, Optional.empty(), Integer.MAX_VALUE, 1, AccessRule.NONE);
    }

    public PlacesOptions withPort(int newPort) {
        return new PlacesOptions(newPort, file, limit, copies, access);
    }

    public PlacesOptions withFile(Path newFile) {
        return new PlacesOptions(port, Optional.of(newFile), limit, copies, access);
    }

    public PlacesOptions withLimit(int newLimit) {
        return new PlacesOptions(port, file, newLimit, copies, access);
    }

    public PlacesOptions withCopies(int newCopies) {
        return new PlacesOptions(port, file, limit, newCopies, access);
    }

    public PlacesOptions withAccess(AccessRule newAccess) {
        return new PlacesOptions(port, file, limit, copies, newAccess);
    }

    /** Reads {@code --port=}, {@code --file=}, {@code --limit=}, {@code --copies=} and {@code --access=}. */
    static PlacesOptions parse(String... arguments) {
        PlacesOptions options = defaults();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            String value = parts.length == 2 ? parts[1] : "";
            options = switch (parts[0]) {
                case "--port" -> options.withPort(Integer.parseInt(value));
                case "--file" -> options.withFile(Path.of(value));
                case "--limit" -> options.withLimit(Integer.parseInt(value));
                case "--copies" -> options.withCopies(Integer.parseInt(value));
                case "--access" -> options.withAccess(AccessRule.ofRouteName(value));
                default -> throw new IllegalArgumentException("unknown argument " + argument);
            };
        }
        return options;
    }
}
