package org.archipel.attacks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.example.attacks.Needs;
import org.example.attacks.Probe;

/** The package of an extension whose one component is a probe; sound but for what an attack changes. Not thread-safe. */
public final class AttackPackage {
    public static final String VERSION = "1.0.0";

    static final String COMPONENT = "OSGI-INF/probe.xml";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DESCRIPTOR = "META-INF/archipel/extension.json";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final int LONGEST_LINE = 70;
    private static final String IMPORTS = String.join(
            ",",
            "com.fasterxml.jackson.core",
            "com.fasterxml.jackson.core.util",
            "com.fasterxml.jackson.databind",
            "com.fasterxml.jackson.databind.json",
            "com.fasterxml.jackson.databind.cfg",
            "com.fasterxml.jackson.databind.node",
            "com.fasterxml.jackson.databind.type",
            "com.fasterxml.jackson.annotation",
            "com.fasterxml.jackson.databind.jsontype",
            "com.fasterxml.jackson.databind.annotation",
            "com.fasterxml.jackson.databind.util",
            "javax.ws.rs.client",
            "javax.ws.rs.container",
            "javax.ws.rs.ext",
            "javax.crypto",
            "javax.crypto.interfaces",
            "javax.crypto.spec",
            "javax.ws.rs",
            "javax.ws.rs.core",
            "org.archipel.api.error;version=\"[1.0,2)\"",
            "org.archipel.api.event;version=\"[1.0,2)\"",
            "org.archipel.api.extension;version=\"[1.0,2)\"",
            "org.archipel.api.http;version=\"[1.0,2)\"",
            "org.archipel.api.rest;version=\"[1.0,2)\"",
            "org.archipel.api.schedule;version=\"[1.0,2)\"",
            "org.archipel.api.storage;version=\"[1.0,2)\"",
            "org.slf4j");

    private final String id;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final ArrayNode permissions = JSON.createArrayNode();
    private ObjectNode configSchema;
    private UnaryOperator<String> manifestEdit = UnaryOperator.identity();
    private UnaryOperator<byte[]> archiveEdit = UnaryOperator.identity();

    private AttackPackage(String id, Class<? extends Probe> probe) {
        this.id = id;
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", id);
        header("Bundle-Version", VERSION);
        header("Service-Component", COMPONENT);
        header("Provide-Capability", "archipel.extension;id=\"" + id + "\";version:Version=\"" + VERSION + "\"");
        header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"");
        header("Import-Package", IMPORTS);
        component(probe.getName(), "");
        permission("rest", "expose");
        entries.putAll(ProbeClasses.of(probe));
    }

    static AttackPackage of(String id, Class<? extends Probe> probe) {
        return new AttackPackage(id, probe);
    }

    public AttackPackage header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public AttackPackage entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** A class that the package holds under the name it has, or under a wrong one. */
    AttackPackage type(String internalName, byte[] classFile) {
        return entry(internalName + ".class", classFile);
    }

    /** Changes the bytes of an entry. */
    AttackPackage edit(String name, UnaryOperator<byte[]> change) {
        return entry(name, change.apply(entries.get(name)));
    }

    /** Changes the finished text of the manifest. */
    AttackPackage editManifest(UnaryOperator<String> change) {
        manifestEdit = change;
        return this;
    }

    /** Changes the bytes of the finished archive. */
    AttackPackage editArchive(UnaryOperator<byte[]> change) {
        archiveEdit = change;
        return this;
    }

    AttackPackage configSchema(ObjectNode schema) {
        configSchema = schema;
        return this;
    }

    /** @param more elements of the component description */
    AttackPackage component(String implementation, String more) {
        return entry(COMPONENT, bytes("""
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
                  <implementation class="%1$s"/>
                  <service><provide interface="org.archipel.api.rest.RestResource"/></service>
                  <reference name="context" interface="org.archipel.api.extension.ExtensionContext" bind="bind"/>
                  %2$s
                </scr:component>
                """.formatted(implementation, more)));
    }

    AttackPackage permission(String resource, String action) {
        permission(resource, action, "");
        return this;
    }

    AttackPackage permission(Needs needs) {
        return permission(needs.resource(), needs.action(), needs.condition(), needs.values());
    }

    AttackPackage permission(String resource, String action, String condition, String... values) {
        ObjectNode permission = permissions.addObject();
        permission.put("resource", resource).putArray("actions").add(action);
        permission.put("required", true).put("reason", "For the attack.");
        if (!condition.isEmpty()) {
            ObjectNode narrowed = permission.putArray("conditions").addObject().put("type", condition);
            ArrayNode list = narrowed.putArray("values");
            for (String value : values) {
                list.add(value);
            }
        }
        return this;
    }

    public String id() {
        return id;
    }

    /** The archive. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            write(zip, MANIFEST, bytes(manifestEdit.apply(manifest())));
            if (!entries.containsKey(DESCRIPTOR)) {
                write(zip, DESCRIPTOR, bytes(descriptor().toString()));
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                write(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archiveEdit.apply(bytes.toByteArray());
    }

    private ObjectNode descriptor() {
        ObjectNode descriptor = JSON.createObjectNode();
        descriptor.put("id", id).put("version", VERSION).put("name", "Attack").put("description", "An attack.");
        descriptor.put("category", "OPERATIONS").put("publisher", "Example").put("platformRange", "[1.0,2)");
        descriptor.set("permissions", permissions);
        if (configSchema != null) {
            descriptor.set("configSchema", configSchema);
        }
        return descriptor;
    }

    private String manifest() {
        StringBuilder text = new StringBuilder("Manifest-Version: 1.0\r\n");
        headers.forEach((name, value) -> text.append(fold(name + ": " + value)));
        return text.append("\r\n").toString();
    }

    private static String fold(String line) {
        StringBuilder folded = new StringBuilder();
        String rest = line;
        while (rest.length() > LONGEST_LINE) {
            folded.append(rest, 0, LONGEST_LINE).append("\r\n ");
            rest = rest.substring(LONGEST_LINE);
        }
        return folded.append(rest).append("\r\n").toString();
    }

    private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
