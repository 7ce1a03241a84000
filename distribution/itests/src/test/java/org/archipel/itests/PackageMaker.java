package org.archipel.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Makes packages of extensions without code: good ones, and what becomes of them with other texts and entries. */
final class PackageMaker {
    static final String DESCRIPTOR = "META-INF/archipel/extension.json";

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private PackageMaker() {}

    /** A good package of version 1.0.0. */
    static PackageMaker good(String id) {
        String manifest = String.join(
                "\r\n",
                "Manifest-Version: 1.0",
                "Bundle-ManifestVersion: 2",
                "Bundle-Name: Probe",
                "Bundle-SymbolicName: " + id,
                "Bundle-Version: 1.0.0",
                "Bundle-Vendor: Example",
                "Bundle-License: Apache-2.0",
                "Provide-Capability: archipel.extension;category=OPERATIONS;",
                " id=\"" + id + "\";version:Version=\"1.0.0\"",
                "Require-Capability: osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"",
                "",
                "");
        String descriptor = """
                {
                  "id": "%1$s",
                  "version": "1.0.0",
                  "name": "%1$s",
                  "description": "Does nothing.",
                  "category": "OPERATIONS",
                  "publisher": "Example",
                  "platformRange": "[1.0,2)",
                  "permissions": [{
                    "resource": "records",
                    "actions": ["read"],
                    "conditions": [{"type": "entities", "values": ["place"]}],
                    "required": true,
                    "reason": "To read places."
                  }]
                }
                """.formatted(id);
        return new PackageMaker().with(MANIFEST, bytes(manifest)).with(DESCRIPTOR, bytes(descriptor));
    }

    /** What is in a package that is there. */
    static PackageMaker from(Path jar) {
        PackageMaker maker = new PackageMaker();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                maker.with(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return maker;
    }

    /** Changes the text of an entry. */
    PackageMaker edit(String name, UnaryOperator<String> change) {
        return with(name, bytes(change.apply(new String(entries.get(name), StandardCharsets.UTF_8))));
    }

    /** Moves the classes of a package into another one, whose name is as long; texts within them stay. */
    PackageMaker moved(String from, String to) {
        if (from.length() != to.length()) {
            throw new IllegalArgumentException("names of different lengths");
        }
        Map<String, byte[]> before = new LinkedHashMap<>(entries);
        entries.clear();
        before.forEach((name, content) -> {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            if (name.endsWith(".class")) {
                text = text.replace(path(from), path(to));
            } else if (name.startsWith("OSGI-INF/")) {
                text = text.replace(from, to);
            }
            with(name.replace(path(from), path(to)), text.getBytes(StandardCharsets.ISO_8859_1));
        });
        return this;
    }

    private static String path(String name) {
        return name.replace('.', '/');
    }

    PackageMaker with(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    PackageMaker without(String name) {
        entries.remove(name);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTime(0);
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
