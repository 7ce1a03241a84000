package org.archipel.benchmarks.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A copy of the distribution that has the bare servlet as well. */
public final class BareBundle {
    private static final String CLASS = BareServlet.class.getName().replace('.', '/') + ".class";

    private BareBundle() {}

    /** @return the folder of the copy */
    public static Path addTo(Path distribution, Path folder) {
        Path copy = folder.resolve("distribution");
        try {
            try (Stream<Path> files = Files.walk(distribution)) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file,
                            copy.resolve(distribution.relativize(file).toString()),
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            Path bundle = Files.createDirectories(copy.resolve("bundles/60-benchmark"))
                    .resolve("bare.jar");
            try (OutputStream out = Files.newOutputStream(bundle)) {
                write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    private static void write(OutputStream out) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "benchmark.bare");
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", BareServlet.class.getName());
        headers.putValue("Import-Package", "jakarta.servlet,jakarta.servlet.http,org.osgi.framework");
        try (JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream code = BareServlet.class.getClassLoader().getResourceAsStream(CLASS)) {
            jar.putNextEntry(new JarEntry(CLASS));
            code.transferTo(jar);
            jar.closeEntry();
        }
    }
}
