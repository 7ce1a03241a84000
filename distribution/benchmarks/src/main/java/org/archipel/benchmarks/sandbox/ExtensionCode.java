package org.archipel.benchmarks.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.archipel.guard.Json;
import org.archipel.sandbox.internal.json.ExtensionMappers;
import org.archipel.sandbox.internal.rewrite.weave.PackageClass;
import org.archipel.sandbox.internal.rewrite.weave.PackageWeaver;

/** Loads classes as an extension's bundle would: in a loader of their own, as they were compiled or rewritten. */
final class ExtensionCode extends ClassLoader {
    private final Map<String, byte[]> classes;

    private ExtensionCode(Map<String, byte[]> classes) {
        super(ExtensionCode.class.getClassLoader());
        this.classes = classes;
    }

    /** A new object of the class, which has no nested class but records and {@code Node}s. */
    static LongSupplier load(Class<? extends LongSupplier> type, boolean rewritten) {
        Json.install(new ExtensionMappers());
        Map<String, byte[]> classes = rewritten ? rewrite(files(type)) : plain(files(type));
        try {
            Class<?> loaded = new ExtensionCode(classes).loadClass(type.getName());
            return (LongSupplier) loaded.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<PackageClass> files(Class<?> type) {
        List<PackageClass> files = new ArrayList<>();
        files.add(file(type));
        for (Class<?> nested : type.getDeclaredClasses()) {
            files.add(file(nested));
        }
        return files;
    }

    private static PackageClass file(Class<?> type) {
        String path = type.getName().replace('.', '/') + ".class";
        try (InputStream file = type.getClassLoader().getResourceAsStream(path)) {
            return new PackageClass("", path, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> plain(List<PackageClass> files) {
        Map<String, byte[]> classes = new HashMap<>();
        files.forEach(file -> classes.put(file.path(), file.bytes()));
        return classes;
    }

    private static Map<String, byte[]> rewrite(List<PackageClass> files) {
        PackageWeaver.Result result = new PackageWeaver().weave(files);
        if (!result.accepted()) {
            throw new IllegalStateException(result.problems().toString());
        }
        return plain(result.classes());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        byte[] bytes = classes.get(name.replace('.', '/') + ".class");
        if (bytes == null) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
    }
}
