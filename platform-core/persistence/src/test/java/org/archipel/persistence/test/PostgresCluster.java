package org.archipel.persistence.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of this test run's own, on a free port, with its files in a temporary folder. It stops with the Java
 * process.
 */
public final class PostgresCluster {
    private static final String USER = "archipel";
    private static final String IN_A_HURRY = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path folder;
    private final Path binaries;
    private final int port;

    private PostgresCluster(Path folder, Path binaries, int port) {
        this.folder = folder;
        this.binaries = binaries;
        this.port = port;
    }

    private static final class Shared {
        private static final PostgresCluster INSTANCE = start(IN_A_HURRY);
    }

    /** The server of this Java process, started by the first call. It does not sync to the disk, so it is for tests only. */
    public static PostgresCluster shared() {
        return Shared.INSTANCE;
    }

    /** Starts a server as durable as PostgreSQL is by default, for measurements. */
    public static PostgresCluster durable() {
        return start("");
    }

    /** Whether the server's programs are on this machine. */
    public static boolean isInstalled() {
        return findBinaries().isPresent();
    }

    /** Makes an empty database, whose texts are in the order of their characters' numbers. */
    public PGSimpleDataSource newDatabase() {
        return newDatabase("");
    }

    /** Makes an empty database whose texts are in the order of American English, as ICU has it on every machine. */
    public PGSimpleDataSource newDatabaseInTheOrderOfALanguage() {
        return newDatabase(" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");
    }

    private PGSimpleDataSource newDatabase(String options) {
        var name = "test_" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("postgres"), USER, "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + options);
        } catch (SQLException e) {
            throw new IllegalStateException("The test database could not be made", e);
        }
        var source = new PGSimpleDataSource();
        source.setUrl(url(name));
        source.setUser(USER);
        source.setReWriteBatchedInserts(true);
        return source;
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static PostgresCluster start(String options) {
        try {
            var folder = Files.createTempDirectory("archipel-postgresql-");
            var cluster = new PostgresCluster(
                    folder,
                    findBinaries().orElseThrow(() -> new IllegalStateException("PostgreSQL is not installed")),
                    FreePort.find());
            if (isRoot()) {
                execute(folder, List.of("chown", "postgres", folder.toString()));
            }
            cluster.initialize(options);
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop, "stop-postgresql"));
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialize(String settings) {
        run("initdb", "-D", data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        var options =
                "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c max_connections=200" + settings;
        run("pg_ctl", "-D", data(), "-l", folder.resolve("server.log").toString(), "-w", "-o", options, "start");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void stop() {
        run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server refuses to run as root: then it runs as the user that its package made. */
    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        execute(folder, command);
    }

    private static void execute(Path folder, List<String> command) {
        var output = folder.resolve("commands.log").toFile();
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n"
                        + Files.readString(output.toPath(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL starts or stops", e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Optional<Path> findBinaries() {
        var path = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(Path::of);
        return Stream.concat(path, debianBinaries())
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst();
    }

    /** Debian keeps them beside each other, one folder a version; the newest first. */
    private static Stream<Path> debianBinaries() {
        var versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Stream.empty();
        }
        try (var folders = Files.list(versions)) {
            return folders.sorted(Comparator.reverseOrder()).map(folder -> folder.resolve("bin")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
