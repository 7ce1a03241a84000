package org.archipel.benchmarks.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.commons.lang3.StringUtils;
import org.archipel.sandbox.internal.rewrite.weave.PackageClass;
import org.archipel.sandbox.internal.rewrite.weave.PackageWeaver;

/** Rewrites 500 classes, of commons-lang3 over and over, as those of an extension that embeds it. */
public final class Rewriting {
    private static final int CLASSES = 500;

    private Rewriting() {}

    /** Seconds that each of some rewritings takes, the first in a JVM that has rewritten nothing. */
    public static double[] seconds(int times) {
        List<PackageClass> classes = classes();
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            PackageWeaver.Result result = new PackageWeaver().weave(classes);
            seconds[i] = (System.nanoTime() - start) / 1e9;
            if (!result.accepted() || result.classes().size() != CLASSES) {
                throw new IllegalStateException(result.problems().toString());
            }
        }
        return seconds;
    }

    private static List<PackageClass> classes() {
        List<PackageClass> classes = new ArrayList<>();
        try (JarFile jar = new JarFile(Path.of(StringUtils.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toFile())) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class") && PackageClass.loadable(entry.getName())) {
                    try (InputStream file = jar.getInputStream(entry)) {
                        classes.add(new PackageClass("lib.jar", entry.getName(), file.readAllBytes()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<PackageClass> all = new ArrayList<>(classes);
        for (int copy = 1; all.size() < CLASSES; copy++) {
            for (PackageClass one : classes) {
                all.add(new PackageClass("copy-" + copy + ".jar", one.path(), one.bytes()));
            }
        }
        return all.subList(0, CLASSES);
    }
}
