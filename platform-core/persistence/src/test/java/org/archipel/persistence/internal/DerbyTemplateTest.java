package org.archipel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerbyTemplateTest {
    @TempDir
    Path folder;

    private Path archive;
    private Path database;

    @BeforeEach
    void pack() throws IOException, SQLException {
        archive = folder.resolve("template.zip");
        database = folder.resolve("data").resolve("db");
        Path original = folder.resolve("original");
        DerbyEngine.configure(folder);
        execute(original, "CREATE TABLE things (name VARCHAR(10))");
        DerbyEngine.shutDown(original.toString());
        DerbyTemplate.pack(original, archive);
    }

    @Test
    void theDatabaseHasTheTables() throws IOException, SQLException {
        DerbyTemplate.unpack(archive, database);

        execute(database, "INSERT INTO things VALUES ('a')");
        DerbyEngine.shutDown(database.toString());
    }

    @Test
    void aDatabaseThatIsThereIsLeftAlone() throws IOException {
        Files.createDirectories(database);

        DerbyTemplate.unpack(archive, database);

        assertThat(database).isEmptyDirectory();
    }

    @Test
    void whatACrashLeftIsReplaced() throws IOException, SQLException {
        Path half = Files.createDirectories(database.resolveSibling("db.new"));
        Files.writeString(half.resolve("service.properties"), "half");

        DerbyTemplate.unpack(archive, database);

        execute(database, "INSERT INTO things VALUES ('a')");
        DerbyEngine.shutDown(database.toString());
        assertThat(half).doesNotExist();
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        DerbyTemplate.unpack(archive, database);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database.resolve("service.properties"))))
                .isEqualTo("rw-------");
    }

    private static void execute(Path database, String sql) throws SQLException {
        try (var connection = DerbyEngine.dataSource(database.toString()).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
