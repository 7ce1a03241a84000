package org.archipel.sandbox.internal.rewrite.weave;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.archipel.sandbox.GateReport.Severity;
import org.archipel.sandbox.test.Sources;

/** Compiles source text, rewrites it, and runs it in a loader of its own, as an extension's bundle would. */
final class Woven {
    static final String PACKAGE = "com.acme";
    private static final PackageWeaver WEAVER = new PackageWeaver();

    private final Map<String, byte[]> original;
    private final PackageWeaver.Result result;

    private Woven(Map<String, byte[]> original, PackageWeaver.Result result) {
        this.original = original;
        this.result = result;
    }

    /** @param body of the class {@code com.acme.Sample}, behind usual imports */
    static Woven sample(String body) {
        return sample(body, 17);
    }

    /** A sample that may call what the Java has that runs the tests. */
    static Woven presentSample(String body) {
        return sample(body, Runtime.version().feature());
    }

    private static Woven sample(String body, int release) {
        String source = "package com.acme; import java.util.*; import java.util.function.*; import java.util.stream.*;"
                + " public class Sample { " + body + " }";
        return of(Sources.compile("com.acme.Sample", source, release), "");
    }

    /** @param place empty for own classes, or an embedded jar */
    static Woven of(Map<String, byte[]> classes, String place) {
        List<PackageClass> files = new ArrayList<>();
        classes.forEach((path, bytes) -> files.add(new PackageClass(place, path, bytes)));
        return of(files);
    }

    static Woven of(List<PackageClass> files) {
        Map<String, byte[]> original = new HashMap<>();
        files.forEach(file -> original.put(file.path(), file.bytes()));
        return new Woven(original, WEAVER.weave(files));
    }

    PackageWeaver.Result result() {
        return result;
    }

    List<String> errors() {
        return result.problems().stream()
                .filter(problem -> problem.rule().severity() == Severity.ERROR)
                .map(problem -> problem.rule().id())
                .distinct()
                .toList();
    }

    /** Calls the static method {@code run()} of the rewritten sample. */
    Object run() {
        return runWith(Map.of());
    }

    /** @param resources what else the package holds, by path */
    Object runWith(Map<String, byte[]> resources) {
        if (!result.accepted()) {
            throw new IllegalStateException(result.problems().toString());
        }
        Map<String, byte[]> woven = new HashMap<>();
        result.classes().forEach(file -> woven.put(file.path(), file.bytes()));
        return call(woven, resources);
    }

    /** Calls the same method of the class as it was compiled. */
    Object runPlain() {
        return call(original, Map.of());
    }

    private static Object call(Map<String, byte[]> classes, Map<String, byte[]> resources) {
        try {
            Method run =
                    new Loader(classes, resources).loadClass("com.acme.Sample").getDeclaredMethod("run");
            run.setAccessible(true);
            return run.invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Defines classes by path, verified as those of bundles are. */
    static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;
        private final Map<String, byte[]> contents = new HashMap<>();

        Loader(Map<String, byte[]> classes) {
            this(classes, Map.of());
        }

        Loader(Map<String, byte[]> classes, Map<String, byte[]> resources) {
            super(Woven.class.getClassLoader());
            this.classes = classes;
            contents.putAll(classes);
            contents.putAll(resources);
        }

        @Override
        protected URL findResource(String name) {
            byte[] content = contents.get(name);
            try {
                return content == null ? null : new URL("package", "own", -1, '/' + name, new InMemory(content));
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Enumeration<URL> findResources(String name) {
            URL found = findResource(name);
            return Collections.enumeration(found == null ? List.of() : List.of(found));
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

    private static final class InMemory extends URLStreamHandler {
        private final byte[] content;

        private InMemory(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL address) {
            return new URLConnection(address) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
