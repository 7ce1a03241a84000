package org.archipel.sandbox.internal.rewrite.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** All types that the rules call safe as a whole. */
final class SafeTypes {
    private static final String CLASS = ".class";

    private SafeTypes() {}

    /** Public ones of the JDK that runs the tests. */
    static List<Class<?>> ofJdk(AllowList list) {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (Stream<Path> files = Files.walk(modules)) {
            return safe(
                    list,
                    files.map(file -> modules.relativize(file).toString()).filter(name -> name.startsWith("java")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Public ones of the libraries on the path of the tests. */
    static List<Class<?>> ofLibraries(AllowList list) {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> entry.endsWith(".jar"))
                .flatMap(jar -> safe(list, entries(jar).stream()).stream())
                .toList();
    }

    private static List<String> entries(String jar) {
        try (JarFile file = new JarFile(jar)) {
            Enumeration<JarEntry> entries = file.entries();
            return Stream.iterate(entries, Enumeration::hasMoreElements, same -> same)
                    .map(more -> more.nextElement().getName())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Class<?>> safe(AllowList list, Stream<String> files) {
        return files.filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF") && !name.contains("-"))
                .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
                .filter(name -> list.type(name) instanceof Verdict.Safe)
                .<Class<?>>map(SafeTypes::type)
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .toList();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, SafeTypes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
