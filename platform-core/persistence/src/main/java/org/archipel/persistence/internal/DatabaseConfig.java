package org.archipel.persistence.internal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.archipel.persistence.Dialect;

/**
 * Where the database is.
 *
 * @param dialect Derby unless a URL is configured
 * @param folder the platform's data folder; Derby keeps its files and its log in it
 * @param url JDBC URL of PostgreSQL; empty for Derby
 * @param user empty for the one in the URL
 * @param password empty for none
 * @param poolSize most connections at a time
 * @param template archive of an embedded database without rows, to begin with; see {@link DerbyTemplate}
 */
record DatabaseConfig(
        Dialect dialect, Path folder, String url, String user, String password, int poolSize, Optional<Path> template) {
    static final String URL = "archipel.database.url";
    static final String USER = "archipel.database.user";
    static final String PASSWORD = "archipel.database.password";
    static final String POOL_SIZE = "archipel.database.pool.size";
    static final String DATA = "archipel.data";
    static final String HOME = "archipel.home";
    private static final int DEFAULT_POOL_SIZE = 16;

    /** @param property gives the value of a configuration key, null when it is not set */
    static DatabaseConfig from(UnaryOperator<String> property) {
        var url = text(property, URL);
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(URL + " has to start with jdbc:postgresql:");
        }
        return new DatabaseConfig(
                url.isEmpty() ? Dialect.DERBY : Dialect.POSTGRESQL,
                Path.of(Optional.ofNullable(property.apply(DATA)).orElse("data"))
                        .toAbsolutePath(),
                url,
                text(property, USER),
                text(property, PASSWORD),
                poolSize(text(property, POOL_SIZE)),
                Optional.ofNullable(property.apply(HOME)).map(home -> Path.of(home, "lib", "derby-template.zip")));
    }

    private static String text(UnaryOperator<String> property, String key) {
        return Optional.ofNullable(property.apply(key)).map(String::strip).orElse("");
    }

    private static int poolSize(String text) {
        if (text.isEmpty()) {
            return DEFAULT_POOL_SIZE;
        }
        try {
            int size = Integer.parseInt(text);
            if (size >= 4 && size <= 1000) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(POOL_SIZE + " has to be a number, not '" + text + "'", e);
        }
        throw new IllegalArgumentException(POOL_SIZE + " has to be from 4 to 1000");
    }

    Path derbyFolder() {
        return folder.resolve("db");
    }

    /** Without the password: this may reach a log. */
    @Override
    public String toString() {
        return dialect == Dialect.DERBY ? "Derby in " + derbyFolder() : "PostgreSQL";
    }
}
