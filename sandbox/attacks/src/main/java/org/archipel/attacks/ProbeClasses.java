package org.archipel.attacks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.example.attacks.Attack;
import org.example.attacks.Probe;
import org.example.attacks.Seen;
import org.example.attacks.Stage;

/** Class files of probes, as the compiler made them. */
final class ProbeClasses {
    private ProbeClasses() {}

    /** The probe with all that it needs: what stands beside it in its group, but no other attack. */
    static Map<String, byte[]> of(Class<? extends Probe> probe) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        add(files, Probe.class);
        add(files, Stage.class);
        add(files, Seen.class);
        add(files, "org/example/attacks/StackEnd.class");
        Class<?> group = probe.getEnclosingClass();
        if (group == null) {
            addAll(files, probe);
        } else {
            add(files, group);
            addNumbered(files, group);
            for (Class<?> member : group.getDeclaredClasses()) {
                if (member == probe || !member.isAnnotationPresent(Attack.class)) {
                    addAll(files, member);
                }
            }
        }
        return files;
    }

    private static void addAll(Map<String, byte[]> files, Class<?> type) {
        add(files, type);
        for (Class<?> member : type.getDeclaredClasses()) {
            addAll(files, member);
        }
        addNumbered(files, type);
    }

    /** Anonymous classes, and the tables of switches. */
    private static void addNumbered(Map<String, byte[]> files, Class<?> type) {
        for (int i = 1; exists(path(type, i)); i++) {
            files.put(path(type, i), read(path(type, i)));
        }
    }

    private static void add(Map<String, byte[]> files, Class<?> type) {
        add(files, path(type));
    }

    private static void add(Map<String, byte[]> files, String path) {
        files.put(path, read(path));
    }

    static String path(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static String path(Class<?> type, int number) {
        return type.getName().replace('.', '/') + "$" + number + ".class";
    }

    private static boolean exists(String path) {
        return ProbeClasses.class.getClassLoader().getResource(path) != null;
    }

    private static byte[] read(String path) {
        try (InputStream in = ProbeClasses.class.getClassLoader().getResourceAsStream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
