package org.archipel.persistence.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * An archive of an embedded database that has the tables of every unit and no rows. A platform that starts for the first time begins
 * with it: to make and migrate a database takes Derby longer than all the rest of the start.
 */
public final class DerbyTemplate {
    private DerbyTemplate() {}

    /**
     * Writes the archive of a database that is shut down.
     *
     * @param database its folder
     */
    public static void pack(Path database, Path archive) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive));
                var files = Files.walk(database)) {
            for (Path file : files.sorted().toList()) {
                var name = database.relativize(file).toString().replace('\\', '/');
                if (Files.isDirectory(file)) {
                    if (!name.isEmpty()) {
                        zip.putNextEntry(new ZipEntry(name + "/"));
                    }
                } else {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                }
            }
        }
    }

    /**
     * Makes the database from the archive, unless it exists already. It appears as a whole: a crash leaves at most a folder beside it,
     * which the next start replaces.
     *
     * @param database the folder to make; only its owner may read it
     */
    static void unpack(Path archive, Path database) throws IOException {
        if (Files.exists(database)) {
            return;
        }
        var fresh = database.resolveSibling(database.getFileName() + ".new");
        delete(fresh);
        OwnerOnly.createFolder(fresh);
        try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = fresh.resolve(entry.getName()).normalize();
                if (!file.startsWith(fresh)) {
                    throw new IOException("The archive has an entry outside of it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    OwnerOnly.createFolder(file);
                } else {
                    OwnerOnly.createFile(file, zip);
                }
            }
        }
        Files.move(fresh, database, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
