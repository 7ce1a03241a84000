package org.archipel.sandbox.internal.rewrite.jar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.archipel.sandbox.internal.gate.BundleClassPath;
import org.archipel.sandbox.internal.rewrite.weave.PackageClass;

/** Reads a package that the gate accepted, and the jars on its class path. */
final class PackageReader {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private PackageReader() {}

    /** Entries of a package by path, in their order; those of embedded jars by the path of the jar. */
    record Content(Map<String, byte[]> entries, Map<String, Map<String, byte[]>> embedded, boolean ownClasses) {
        /** All classes that could be loaded. */
        List<PackageClass> classes() {
            List<PackageClass> classes = new ArrayList<>();
            if (ownClasses) {
                collect("", entries, classes);
            }
            embedded.forEach((jar, content) -> collect(jar + "!/", content, classes));
            return classes;
        }

        private static void collect(String place, Map<String, byte[]> entries, List<PackageClass> classes) {
            entries.forEach((path, bytes) -> {
                if (PackageClass.loadable(path)) {
                    classes.add(new PackageClass(place, path, bytes));
                }
            });
        }
    }

    static Content read(Path file) throws IOException {
        Map<String, byte[]> entries;
        try (InputStream in = Files.newInputStream(file)) {
            entries = read(in);
        }
        List<String> classPath = classPath(entries.get(MANIFEST));
        Map<String, Map<String, byte[]>> embedded = new LinkedHashMap<>();
        for (String path : classPath) {
            if (entries.containsKey(path)) {
                embedded.put(path, read(new ByteArrayInputStream(entries.get(path))));
            }
        }
        return new Content(entries, embedded, classPath.contains("."));
    }

    private static List<String> classPath(byte[] manifest) throws IOException {
        Attributes headers = new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes();
        return BundleClassPath.of(headers.getValue("Bundle-ClassPath"));
    }

    private static Map<String, byte[]> read(InputStream in) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        return entries;
    }
}
