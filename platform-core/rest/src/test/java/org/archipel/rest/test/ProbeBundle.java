package org.archipel.rest.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.archipel.rest.test.probe.ProbeActivator;

/** The probe's classes as a bundle. */
final class ProbeBundle {
    private ProbeBundle() {}

    static URI writeTo(Path folder) {
        Path jar = folder.resolve("probe.jar");
        String packageFolder = ProbeActivator.class.getPackageName().replace('.', '/');
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
            Path classes = Path.of(ProbeActivator.class
                            .getResource("ProbeActivator.class")
                            .toURI())
                    .getParent();
            for (Path file : list(classes)) {
                out.putNextEntry(new JarEntry(packageFolder + "/" + file.getFileName()));
                try (InputStream in = Files.newInputStream(file)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return jar.toUri();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "org.archipel.rest.probe");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Bundle-Activator", ProbeActivator.class.getName());
        attributes.putValue(
                "Import-Package",
                "com.fasterxml.jackson.annotation,javax.ws.rs,javax.ws.rs.container,javax.ws.rs.core,org.archipel.rest,org.archipel.api.error,org.osgi.framework");
        return manifest;
    }
}
