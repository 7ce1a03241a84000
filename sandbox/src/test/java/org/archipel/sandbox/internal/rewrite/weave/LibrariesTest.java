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
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.io.IOUtils;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.StringSubstitutor;
import org.archipel.guard.Classes;
import org.archipel.guard.Logs;
import org.archipel.sandbox.internal.rewrite.rules.AllowList;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.archipel.sandbox.test.Sources;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;
import org.slf4j.helpers.NOPLogger;
import org.yaml.snakeyaml.Yaml;

class LibrariesTest {
    private static final class Unheard implements Logs.Library {
        @Override
        public Object logger(Class<?> caller) {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public Object marker(String name) {
            return MarkerFactory.getDetachedMarker(name);
        }

        @Override
        public Logs.Sink sink(Class<?> caller) {
            return (level, message, failure) -> {};
        }
    }

    /** As the platform does when it starts. */
    @BeforeAll
    static void install() {
        Classes.install(type -> AllowList.standard().type(type) instanceof Verdict.Safe);
        Logs.install(new Unheard());
    }

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

    private static Woven with(Map<String, byte[]> own, Class<?>... libraries) {
        List<PackageClass> all = new ArrayList<>();
        own.forEach((path, bytes) -> all.add(new PackageClass("", path, bytes)));
        for (Class<?> library : libraries) {
            all.addAll(classes(library));
        }
        return Woven.of(all);
    }

    @Test
    void extensionsMayEmbedJsoup() throws ClassNotFoundException {
        Woven woven = with(Sources.compile("com.acme.Sample", """
                package com.acme;
                import java.util.*;
                import org.jsoup.Jsoup;
                import org.jsoup.nodes.*;
                import org.jsoup.safety.Safelist;
                public class Sample {
                    static Object run() {
                        Document page = Jsoup.parse("<h1>Orders</h1><ul><li class=a>7 &eacute;</li><li>8</li></ul>");
                        List<String> lines = new ArrayList<>();
                        for (Element line : page.select("ul > li:contains(7), li:nth-child(2)")) {
                            lines.add(line.text());
                        }
                        page.selectFirst("h1").attr("id", "top").append("<b>!</b>");
                        return lines + page.selectFirst("h1").outerHtml()
                                + Jsoup.clean("<p onclick='x'>a<script>b</script></p>", Safelist.basic());
                    }
                }
                """), Jsoup.class);

        assertThat(woven.errors()).as(woven.result().problems().toString()).isEmpty();
        assertThat(woven.run()).isEqualTo("[7 \u00e9, 8]<h1 id=\"top\">Orders<b>!</b></h1><p>a</p>");
        verify(byPath(woven.result()));
    }

    @Test
    void extensionsMayEmbedCommonsText() throws ClassNotFoundException {
        Woven woven = with(Sources.compile("com.acme.Sample", """
                package com.acme;
                import java.util.*;
                import org.apache.commons.text.*;
                import org.apache.commons.text.similarity.*;
                public class Sample {
                    static Object run() {
                        String told = new StringSubstitutor(Map.of("name", "Ana", "count", 3)).replace("${name} has ${count} ${what:-orders}");
                        return told + "; " + WordUtils.capitalizeFully("anna of oslo") + "; "
                                + StringEscapeUtils.escapeHtml4("<a> & \u00e9") + "; "
                                + new LevenshteinDistance().apply("kitten", "sitting") + "; "
                                + Math.round(10 * new JaroWinklerSimilarity().apply("one two", "one two"));
                    }
                }
                """), StringSubstitutor.class, StringUtils.class);

        assertThat(woven.errors()).as(woven.result().problems().toString()).isEmpty();
        assertThat(woven.run()).isEqualTo("Ana has 3 orders; Anna Of Oslo; &lt;a&gt; &amp; &eacute;; 3; 10");
        verify(byPath(woven.result()));
    }

    @Test
    void extensionsMayEmbedSnakeYaml() throws ClassNotFoundException {
        Woven woven = with(Sources.compile("com.acme.Sample", """
                package com.acme;
                import java.util.*;
                import org.yaml.snakeyaml.*;
                import org.yaml.snakeyaml.constructor.SafeConstructor;
                public class Sample {
                    static Object run() {
                        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
                        Map<String, Object> order = yaml.load("order: 7\\nlines: [{name: tea, price: 2.5}]\\ndue: &a x\\nsame: *a");
                        return order + yaml.dump(order.get("lines"));
                    }
                }
                """), Yaml.class);

        assertThat(woven.errors()).as(woven.result().problems().toString()).isEmpty();
        assertThat(woven.run())
                .isEqualTo("{order=7, lines=[{name=tea, price=2.5}], due=x, same=x}- {name: tea, price: 2.5}\n");
        verify(byPath(woven.result()));
    }

    private static Map<String, byte[]> resources(Class<?>... libraries) {
        Map<String, byte[]> resources = new HashMap<>();
        for (Class<?> library : libraries) {
            try (JarFile file = new JarFile(Path.of(library.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toFile())) {
                for (JarEntry entry :
                        file.stream().filter(each -> !each.isDirectory()).toList()) {
                    resources.putIfAbsent(
                            entry.getName(), file.getInputStream(entry).readAllBytes());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return resources;
    }

    @Test
    void commonsCodecFindsTheRulesOfNames() {
        Woven woven = with(Sources.compile("com.acme.Sample", """
                package com.acme;
                import org.apache.commons.codec.language.bm.BeiderMorseEncoder;
                import org.apache.commons.codec.digest.DigestUtils;
                public class Sample {
                    static Object run() throws Exception {
                        BeiderMorseEncoder names = new BeiderMorseEncoder();
                        return names.encode("Renault").contains("rino") + DigestUtils.sha256Hex("a").substring(0, 6);
                    }
                }
                """), DigestUtils.class);

        assertThat(woven.errors()).as(woven.result().problems().toString()).isEmpty();
        assertThat(woven.runWith(resources(DigestUtils.class))).isEqualTo("trueca9781");
    }
}
