package org.archipel.sandbox.internal.rewrite.jar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.archipel.sandbox.internal.rewrite.weave.PackageClass;
import org.archipel.sandbox.internal.rule.PackageNames;

/**
 * Writes the jar that the framework is given: the entries of the package with its classes exchanged. Signatures are left out, as
 * they no longer hold, and so are classes for other versions of Java, and files by which libraries of the platform make objects. The
 * same package makes the same bytes.
 */
final class PreparedJar {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String SERVICES = "META-INF/services/";
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/(SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");
    private static final Pattern EMPTY_LINE = Pattern.compile("\r?\n\r?\n");
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final PackageReader.Content content;
    private final Map<String, byte[]> woven;
    private final String key;

    /**
     * @param woven class files by place and path
     * @param key of the jar, for its manifest
     */
    PreparedJar(PackageReader.Content content, Map<String, byte[]> woven, String key) {
        this.key = key;
        this.content = content;
        this.woven = woven;
    }

    void writeTo(OutputStream out) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> entry : content.entries().entrySet()) {
            Map<String, byte[]> jar = content.embedded().get(entry.getKey());
            if (jar != null) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                write(exchanged(entry.getKey() + "!/", jar, true), bytes);
                entries.put(entry.getKey(), bytes.toByteArray());
            } else {
                entries.put(entry.getKey(), entry.getValue());
            }
        }
        write(exchanged("", entries, content.ownClasses()), out);
    }

    private Map<String, byte[]> exchanged(String place, Map<String, byte[]> entries, boolean onClassPath) {
        Map<String, byte[]> kept = new LinkedHashMap<>();
        if (entries.containsKey(MANIFEST)) {
            kept.put(MANIFEST, manifest(entries.get(MANIFEST), place.isEmpty()));
        }
        entries.forEach((path, bytes) -> {
            if (onClassPath && PackageClass.loadable(path)) {
                kept.put(path, woven.get(place + path));
            } else if (kept(path)) {
                kept.putIfAbsent(path, bytes);
            }
        });
        return kept;
    }

    private static boolean kept(String path) {
        String upper = path.toUpperCase(Locale.ROOT);
        return !path.endsWith(".class")
                && !upper.startsWith("META-INF/VERSIONS/")
                && !upper.startsWith("META-INF/CXF/")
                && !SIGNATURE.matcher(upper).matches()
                && !(path.startsWith(SERVICES) && PackageNames.ofPlatform(path.substring(SERVICES.length())));
    }

    // The other sections hold digests of entries.
    private byte[] manifest(byte[] manifest, boolean ofPackage) {
        String text = new String(manifest, StandardCharsets.UTF_8);
        String main = EMPTY_LINE.split(text, 2)[0].stripTrailing();
        String header = ofPackage ? "\r\n" + PreparedHeader.lines(key) : "";
        return (main + header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Map<String, byte[]> entries, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (Map.Entry<String, byte[]> file : entries.entrySet()) {
            ZipEntry entry = new ZipEntry(file.getKey());
            entry.setTimeLocal(TIME);
            zip.putNextEntry(entry);
            zip.write(file.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }
}
