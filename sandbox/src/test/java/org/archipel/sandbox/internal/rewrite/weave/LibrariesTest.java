package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.io.IOUtils;
import org.apache.commons.lang3.StringUtils;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;

class LibrariesTest {
    private static List<PackageClass> classes(Class<?> of) {
        try {
            Path jar = Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
            return classes(jar);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<PackageClass> classes(Path jar) throws IOException {
        List<PackageClass> classes = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (PackageClass.loadable(entry.getName())) {
                    byte[] bytes = file.getInputStream(entry).readAllBytes();
                    classes.add(new PackageClass(jar.getFileName() + "!/", entry.getName(), bytes));
                }
            }
        }
        return classes;
    }

    private static Map<String, byte[]> byPath(PackageWeaver.Result result) {
        Map<String, byte[]> classes = new HashMap<>();
        result.classes().forEach(file -> classes.put(file.path(), file.bytes()));
        return classes;
    }

    // Linking runs the verifier of the JVM.
    private static void verify(Map<String, byte[]> classes) throws ClassNotFoundException {
        ClassLoader loader = new Woven.Loader(classes);
        for (String path : classes.keySet()) {
            String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
            assertThat(Class.forName(name, false, loader).getDeclaredMethods()).isNotNull();
        }
    }

    @Test
    void jacksonIsRewrittenQuicklyAndVerifies() throws ClassNotFoundException {
        List<PackageClass> classes = classes(ObjectMapper.class);
        PackageWeaver weaver = new PackageWeaver();
        weaver.weave(classes);
        long start = System.nanoTime();
        PackageWeaver.Result result = weaver.weave(classes);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(classes).hasSizeGreaterThan(700);
        assertThat(taken).isLessThan(Duration.ofSeconds(30));
        assertThat(result.classes()).hasSameSizeAs(classes);
        verify(byPath(result));
    }

    @Test
    void extensionsMayEmbedCommonsLangAndCommonsCsv() throws ClassNotFoundException {
        Map<String, byte[]> own = Sources.compile("com.acme.Sample", """
                package com.acme;
                import java.io.*;
                import java.util.*;
                import org.apache.commons.csv.*;
                import org.apache.commons.lang3.StringUtils;
                import org.apache.commons.lang3.tuple.Pair;
                public class Sample {
                    static Object run() throws IOException {
                        List<String> names = new ArrayList<>();
                        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
                        for (CSVRecord line : format.parse(new StringReader("name,town\\nanna,Oslo\\nolaf,Bergen"))) {
                            Pair<String, String> pair = Pair.of(line.get("name"), line.get("town"));
                            names.add(StringUtils.capitalize(pair.getLeft()) + StringUtils.leftPad(pair.getRight(), 7, '.'));
                        }
                        StringWriter out = new StringWriter();
                        try (CSVPrinter printer = new CSVPrinter(out, CSVFormat.DEFAULT)) {
                            printer.printRecord(names);
                        }
                        return out + StringUtils.join(names, ';') + StringUtils.getLevenshteinDistance("kitten", "sitting");
                    }
                }
                """);
        List<PackageClass> all = new ArrayList<>();
        own.forEach((path, bytes) -> all.add(new PackageClass("", path, bytes)));
        all.addAll(classes(StringUtils.class));
        all.addAll(classes(CSVFormat.class));
        all.addAll(classes(IOUtils.class));
        Woven woven = Woven.of(all);

        assertThat(woven.errors()).as(woven.result().problems().toString()).isEmpty();
        assertThat(woven.run()).isEqualTo("Anna...Oslo,Olaf.Bergen\r\nAnna...Oslo;Olaf.Bergen3");
        verify(byPath(woven.result()));
    }
}
