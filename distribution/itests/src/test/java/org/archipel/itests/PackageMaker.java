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

/** Makes packages from a good one: with other texts, further entries, or without some. */
final class PackageMaker {
    static final String DESCRIPTOR = "META-INF/archipel/extension.json";

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private static final int MANIFEST_LINE = 72;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private PackageMaker() {}

    static PackageMaker from(Path file) {
        PackageMaker maker = new PackageMaker();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    maker.entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return maker;
    }

    /** The package under another id, wherever the id stands. */
    PackageMaker renamed(String id, String newId) {
        edit(DESCRIPTOR, text -> text.replace(id, newId));
        return edit(MANIFEST, text -> folded(text.replace("\r\n ", "").replace(id, newId)));
    }

    /** Changes the text of an entry. */
    PackageMaker edit(String name, UnaryOperator<String> change) {
        String text = new String(entries.get(name), StandardCharsets.UTF_8);
        entries.put(name, change.apply(text).getBytes(StandardCharsets.UTF_8));
        return this;
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

    /** A line of a manifest has at most 72 bytes and goes on after a line end and a space. */
    private static String folded(String manifest) {
        StringBuilder folded = new StringBuilder();
        manifest.lines().forEach(line -> {
            String rest = line;
            while (rest.length() > MANIFEST_LINE) {
                folded.append(rest, 0, MANIFEST_LINE).append("\r\n");
                rest = " " + rest.substring(MANIFEST_LINE);
            }
            folded.append(rest).append("\r\n");
        });
        return folded.toString();
    }
}
