package org.archipel.marketplace.internal.test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;

/** Builds the package of a small extension. */
public final class TestExtension {
    public static final String ID = "com.acme.tiny";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final ObjectNode descriptor = MAPPER.createObjectNode();

    private TestExtension(String id, String version) {
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", id);
        headers.put("Bundle-Version", version);
        headers.put("Bundle-License", "Apache-2.0");
        headers.put("Provide-Capability", "archipel.extension;id=\"" + id + "\";version:Version=\"" + version + "\"");
        descriptor.put("id", id).put("version", version).put("name", "Tiny").put("description", "Does a tiny thing");
        descriptor.put("category", "OPERATIONS").put("publisher", "Acme").put("platformRange", "[1.0,2)");
        descriptor.put("documentation", "It does a tiny thing.").put("changelog", "Better.");
        descriptor.putArray("permissions");
    }

    public static TestExtension version(String version) {
        return new TestExtension(ID, version);
    }

    public static TestExtension of(String id, String version) {
        return new TestExtension(id, version);
    }

    public TestExtension header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public TestExtension field(String name, String value) {
        descriptor.put(name, value);
        return this;
    }

    /** Needs another extension. */
    public TestExtension needs(String id, String range) {
        descriptor.withArray("dependencies").addObject().put("id", id).put("range", range);
        return this;
    }

    public String id() {
        return descriptor.get("id").asText();
    }

    public String number() {
        return descriptor.get("version").asText();
    }

    /** A member of the descriptor, in JSON with single quotes. */
    public TestExtension member(String name, String json) {
        descriptor.set(name, json(json));
        return this;
    }

    /** Asks for a permission, in JSON with single quotes. */
    public TestExtension asks(String permission) {
        descriptor.withArray("permissions").add(json(permission));
        return this;
    }

    public TestExtension configSchema(String schema) {
        descriptor.set("configSchema", json(schema));
        return this;
    }

    public TestExtension entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** An activator, which the gate of these tests lets through so that foreign code runs at start. */
    public TestExtension activator(Class<? extends BundleActivator> type) {
        var path = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
            entries.put(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return header("Bundle-Activator", type.getName()).header("Import-Package", "org.osgi.framework");
    }

    public InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }

    public byte[] bytes() {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            var manifestBytes = new ByteArrayOutputStream();
            manifest.write(manifestBytes);
            add(jar, JarFile.MANIFEST_NAME, manifestBytes.toByteArray());
            add(jar, "META-INF/archipel/extension.json", MAPPER.writeValueAsBytes(descriptor));
            for (var entry : entries.entrySet()) {
                add(jar, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        // The same extension is the same bytes, whenever it is built.
        var entry = new JarEntry(name);
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
