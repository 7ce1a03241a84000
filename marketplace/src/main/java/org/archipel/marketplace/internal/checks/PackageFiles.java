package org.archipel.marketplace.internal.checks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipInputStream;

/** Reads packages that the gate accepted, so that their sizes are bounded. */
final class PackageFiles {
    private PackageFiles() {}

    /** Takes a file of a package; names of files in an embedded jar begin with the jar's name and {@code !/}. */
    @FunctionalInterface
    interface Visitor {
        void visit(String name, byte[] content);
    }

    /** Visits all files, those of embedded jars after the jar itself. */
    static void visit(Path file, Visitor visitor) {
        try (var in = Files.newInputStream(file)) {
            visit("", in, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void visit(String prefix, InputStream in, Visitor visitor) throws IOException {
        var zip = new ZipInputStream(in);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                var content = zip.readAllBytes();
                var name = prefix + entry.getName();
                visitor.visit(name, content);
                if (name.endsWith(".jar") && prefix.isEmpty()) {
                    visit(name + "!/", new ByteArrayInputStream(content), visitor);
                }
            }
        }
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
