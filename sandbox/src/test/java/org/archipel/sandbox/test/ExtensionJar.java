package org.archipel.sandbox.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds extension packages: a sound one, and every way of breaking it. */
public final class ExtensionJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private String permissions = "[]";
    private String configSchema = "{\"type\":\"object\"}";
    private final String id;
    private final String version;

    private ExtensionJar(String id, String version) {
        this.id = id;
        this.version = version;
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", id);
        header("Bundle-Version", version);
        header("Provide-Capability", "archipel.extension;id=\"" + id + "\";version:Version=\"" + version + "\"");
    }

    /** A package without code that the gate accepts. */
    public static ExtensionJar of(String id, String version) {
        return new ExtensionJar(id, version);
    }

    public ExtensionJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public ExtensionJar without(String header) {
        headers.remove(header);
        return this;
    }

    /** @param json the array of permission requests */
    public ExtensionJar permissions(String json) {
        permissions = json;
        return this;
    }

    public ExtensionJar configSchema(String json) {
        configSchema = json;
        return this;
    }

    public ExtensionJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    public ExtensionJar entry(String name, String content) {
        return entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public String descriptor() {
        return """
                {"id":"%s","version":"%s","name":"Test","description":"A test.","category":"OPERATIONS",\
                "publisher":"Acme","platformRange":"[1.0,2)","permissions":%s,"configSchema":%s}""".formatted(id, version, permissions, configSchema);
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            write(zip, "META-INF/MANIFEST.MF", manifest().getBytes(StandardCharsets.UTF_8));
            if (!entries.containsKey("META-INF/archipel/extension.json")) {
                write(zip, "META-INF/archipel/extension.json", descriptor().getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                write(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public Path writeTo(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "extension", ".jar");
            Files.write(file, bytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String manifest() {
        StringBuilder text = new StringBuilder("Manifest-Version: 1.0\r\n");
        headers.forEach((name, value) -> text.append(fold(name + ": " + value)));
        return text.append("\r\n").toString();
    }

    private static String fold(String line) {
        StringBuilder folded = new StringBuilder();
        String rest = line;
        while (rest.length() > 70) {
            folded.append(rest, 0, 70).append("\r\n ");
            rest = rest.substring(70);
        }
        return folded.append(rest).append("\r\n").toString();
    }

    private static void write(OutputStream to, String name, byte[] content) throws IOException {
        ZipOutputStream zip = (ZipOutputStream) to;
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
