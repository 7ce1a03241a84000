package org.archipel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded database said it committed is there after the process was killed. */
class CrashTest {
    private static final int COMMITS = 200;

    @TempDir
    private Path folder;

    @Test
    void everyCommitSurvivesAKill() throws IOException, InterruptedException {
        List<String> committed = new ArrayList<>();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.resolve("db").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (committed.size() < COMMITS) {
                committed.add(output.readLine());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (var database = TestDatabase.derbyIn(folder.resolve("db"))) {
            assertThat(database.unit("plain").<List<String>>call(CrashTest::ids))
                    .containsAll(committed);
        }
    }

    private static List<String> ids(Transaction transaction) {
        try (var query = transaction.connection().prepareStatement("SELECT id FROM plain_rows");
                var rows = query.executeQuery()) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Runs in a process of its own, until it is killed: commits row after row and tells each id afterwards. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            try (var database = TestDatabase.derbyIn(Path.of(arguments[0]))) {
                var work = database.unit("plain");
                while (!System.out.checkError()) {
                    var id = Ids.next();
                    work.run(transaction -> insert(transaction, id));
                    System.out.println(id);
                }
            }
        }

        private static void insert(Transaction transaction, String id) {
            try (var insert = transaction.connection().prepareStatement("INSERT INTO plain_rows (id) VALUES (?)")) {
                insert.setString(1, id);
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        }
    }
}
