package org.archipel.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.archipel.persistence.internal.Database;
import org.archipel.persistence.internal.DerbyEngine;
import org.archipel.persistence.internal.DerbyTemplate;
import org.archipel.persistence.internal.Migrations;
import org.archipel.persistence.internal.UnitSource;

/** Runs the migrations of all bundles on the class path in an empty embedded database and packs it. */
public final class TemplateBuilder {
    private static final int CONNECTIONS = 4;

    private TemplateBuilder() {}

    /** @param args a folder to work in, which does not exist, and the archive to write */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        String database = folder.resolve("db").toString();
        DerbyEngine.configure(folder);
        try (Database opened = Database.embedded(database, CONNECTIONS)) {
            Migrations migrations = new Migrations(opened);
            List<UnitSource> units = DeclaredUnits.onClassPath();
            if (units.isEmpty()) {
                throw new IllegalStateException("no bundle on the class path declares a persistence unit");
            }
            units.forEach(migrations::migrate);
        }
        DerbyTemplate.pack(Path.of(database), Path.of(args[1]));
    }
}
