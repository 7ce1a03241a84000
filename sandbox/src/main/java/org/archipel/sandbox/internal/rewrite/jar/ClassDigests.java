package org.archipel.sandbox.internal.rewrite.jar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * SHA-256 digests of the classes of a prepared jar, and what other classes these mention, kept in a file beside it: a line is a digest
 * and a class name, or a dash and the name of another class. Immutable.
 */
public final class ClassDigests {
    private static final String SUFFIX = ".digests";
    private static final String OTHER = "-";

    private final Map<String, String> byName;
    private final Set<String> others;

    private ClassDigests(Map<String, String> byName, Set<String> others) {
        this.byName = Map.copyOf(byName);
        this.others = Set.copyOf(others);
    }

    /**
     * @param classes class files by class name, for example {@code com.acme.Orders}
     * @param others names of the classes that they mention and that are not among them
     */
    static ClassDigests of(Map<String, byte[]> classes, Set<String> others) {
        Map<String, String> digests = new HashMap<>();
        classes.forEach((name, bytes) -> digests.put(name, digest(bytes)));
        return new ClassDigests(digests, others);
    }

    /** Those of a prepared jar. */
    public static ClassDigests read(Path preparedJar) throws IOException {
        Map<String, String> digests = new HashMap<>();
        Set<String> others = new HashSet<>();
        for (String line : Files.readAllLines(fileOf(preparedJar), StandardCharsets.UTF_8)) {
            int space = line.indexOf(' ');
            String first = line.substring(0, space);
            if (first.equals(OTHER)) {
                others.add(line.substring(space + 1));
            } else {
                digests.put(line.substring(space + 1), first);
            }
        }
        return new ClassDigests(digests, others);
    }

    /** The file that belongs to a prepared jar. */
    public static Path fileOf(Path preparedJar) {
        return preparedJar.resolveSibling(preparedJar.getFileName() + SUFFIX);
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(byName).forEach((name, digest) -> lines.add(digest + ' ' + name));
        new TreeSet<>(others).forEach(name -> lines.add(OTHER + ' ' + name));
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /** Whether a class file is the one of that name in the prepared jar. */
    public boolean matches(String className, byte[] classFile) {
        return digest(classFile).equals(byName.get(className));
    }

    /** The names of the classes in the jar. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** The names of classes outside of the jar that those in it mention; some may not exist. */
    public Set<String> others() {
        return others;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
