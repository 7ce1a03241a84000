package org.archipel.marketplace.internal.checks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipInputStream;

/**
 * Reads packages that the gate accepted. The gate bounds what the package and the jars of its class path unpack to, but not what other
 * archives in it do: those are read within bounds of their own.
 */
final class PackageFiles {
    private static final int LARGEST_FILE = 32 << 20;
    private static final long MOST_IN_ARCHIVES = 192L << 20;
    private static final int DEEPEST = 3;

    private final Visitor visitor;
    private long inArchives;

    private PackageFiles(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Takes a file of a package; names of files in an embedded archive begin with the archive's name and {@code !/}. */
    @FunctionalInterface
    interface Visitor {
        void visit(String name, byte[] content);
    }

    /**
     * Visits all files, those of embedded archives after the archive itself, whatever its name.
     *
     * @throws UnfitPackageException if embedded archives unpack to too much, cannot be read as streams, or lie too deep in each
     *     other
     */
    static void visit(Path file, Visitor visitor) {
        try (var in = Files.newInputStream(file)) {
            new PackageFiles(visitor).visit("", in, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void visit(String prefix, InputStream in, int depth) throws IOException {
        var zip = new ZipInputStream(in);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.isDirectory()) {
                // Going on to the next entry would unpack all of it.
                count(prefix, zip.read() < 0 ? 0 : LARGEST_FILE + 1, depth);
            } else {
                var name = prefix + entry.getName();
                var content = zip.readNBytes(LARGEST_FILE + 1);
                count(prefix, content.length, depth);
                visitor.visit(name, content);
                if (isArchive(content)) {
                    visitArchive(name, content, depth + 1);
                }
            }
        }
    }

    private void visitArchive(String name, byte[] content, int depth) {
        if (depth > DEEPEST) {
            throw new UnfitPackageException("archives lie too deep in each other: " + name);
        }
        try {
            visit(name + "!/", new ByteArrayInputStream(content), depth);
        } catch (IOException | IllegalArgumentException e) {
            var reason = Optional.ofNullable(e.getMessage()).orElse("it ends early");
            throw new UnfitPackageException("the archive " + name + " cannot be read as a stream (" + reason
                    + "); pack it again with deflated entries and no password");
        }
    }

    private void count(String archive, int length, int depth) {
        inArchives += depth == 0 ? 0 : length;
        if (length > LARGEST_FILE || inArchives > MOST_IN_ARCHIVES) {
            throw new UnfitPackageException("embedded archives unpack to more than is allowed: " + archive);
        }
    }

    /** Whether it begins like a zip archive. */
    static boolean isArchive(byte[] content) {
        return content.length > 4 && content[0] == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4;
    }

    /** The main section of the manifest. */
    static Map<String, String> headers(Path file) {
        try (var jar = new JarFile(file.toFile())) {
            var headers = new HashMap<String, String>();
            jar.getManifest()
                    .getMainAttributes()
                    .forEach((name, value) -> headers.put(name.toString(), value.toString()));
            return headers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
