package org.archipel.connector.database.internal;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;

/** The databases that may be reached, and the drivers for them: PostgreSQL's, and those in a folder. Thread-safe. */
final class Databases {
    private static final String SECONDS = "30";

    private final List<String> allowed;
    private final String folder;
    private List<Driver> drivers;

    /**
     * @param urls JDBC addresses, separated by blanks or commas; null for none
     * @param folder with the jars of further drivers; null for none
     */
    Databases(String urls, String folder) {
        this.allowed = urls == null || urls.isBlank()
                ? List.of()
                : Arrays.stream(urls.strip().split("[\\s,]+")).toList();
        this.folder = folder;
    }

    /**
     * Opens a connection.
     *
     * @throws PermissionDeniedException if the administrator does not list the address
     */
    Connection connect(String url, String user, String password) throws SQLException {
        if (!allowed.contains(url)) {
            throw new PermissionDeniedException(
                    "The administrator does not list this database in archipel.database.urls.");
        }
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.put("user", user);
            properties.put("password", password);
        }
        if (url.startsWith("jdbc:postgresql:")) {
            properties.put("connectTimeout", SECONDS);
            properties.put("socketTimeout", SECONDS);
            // The server takes a text for what the column is: a UUID, a JSON document, a constant of an enumeration.
            properties.put("stringtype", "unspecified");
        }
        for (Driver driver : drivers()) {
            if (driver.acceptsURL(url)) {
                Connection connection = driver.connect(url, properties);
                if (connection != null) {
                    return connection;
                }
            }
        }
        throw new ValidationException("/config/connectorConfig/url", "there is no driver for this address");
    }

    private synchronized List<Driver> drivers() {
        if (drivers == null) {
            List<Driver> found = new ArrayList<>();
            try {
                found.add((Driver) Class.forName("org.postgresql.Driver")
                        .getDeclaredConstructor()
                        .newInstance());
            } catch (ReflectiveOperationException e) {
                // Not there: another driver may do.
            }
            ServiceLoader.load(Driver.class, dropIns()).forEach(found::add);
            drivers = found;
        }
        return drivers;
    }

    /** Lives as long as the connector: its drivers hold on to it. */
    private ClassLoader dropIns() {
        ClassLoader own = Databases.class.getClassLoader();
        if (folder == null || folder.isBlank()) {
            return own;
        }
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            List<URL> jars = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jar")).toList()) {
                jars.add(file.toUri().toURL());
            }
            return new URLClassLoader(jars.toArray(URL[]::new), own);
        } catch (IOException e) {
            throw new ValidationException("", "the folder of archipel.database.drivers cannot be read");
        }
    }
}
