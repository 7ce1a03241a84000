package org.archipel.sandbox.internal.rewrite.jar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** SHA-256 digests of the classes of a prepared jar, kept in a file beside it: a line is a digest and a class name. Immutable. */
public final class ClassDigests {
    private static final String SUFFIX = ".digests";

    private final Map<String, String> byName;

    private ClassDigests(Map<String, String> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** @param classes class files by class name, for example {@code com.acme.Orders} */
    static ClassDigests of(Map<String, byte[]> classes) {
        Map<String, String> digests = new HashMap<>();
        classes.forEach((name, bytes) -> digests.put(name, digest(bytes)));
        return new ClassDigests(digests);
    }

    /** Those of a prepared jar. */
    public static ClassDigests read(Path preparedJar) throws IOException {
        Map<String, String> digests = new HashMap<>();
        for (String line : Files.readAllLines(fileOf(preparedJar), StandardCharsets.UTF_8)) {
            int space = line.indexOf(' ');
            digests.put(line.substring(space + 1), line.substring(0, space));
        }
        return new ClassDigests(digests);
    }

    /** The file that belongs to a prepared jar. */
    public static Path fileOf(Path preparedJar) {
        return preparedJar.resolveSibling(preparedJar.getFileName() + SUFFIX);
    }

    void write(Path file) throws IOException {
        List<String> lines = new TreeMap<>(byName)
                .entrySet().stream()
                        .map(entry -> entry.getValue() + ' ' + entry.getKey())
                        .collect(Collectors.toList());
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /** Whether a class file is the one of that name in the prepared jar. */
    public boolean matches(String className, byte[] classFile) {
        return digest(classFile).equals(byName.get(className));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
