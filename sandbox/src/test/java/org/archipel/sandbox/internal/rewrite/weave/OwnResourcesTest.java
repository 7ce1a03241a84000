package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.archipel.guard.Classes;
import org.archipel.sandbox.internal.rewrite.rules.AllowList;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a package brought along is found by it, in each of the usual ways, and nothing else is. */
class OwnResourcesTest {
    private static final String IMPORTS =
            "package com.acme; import java.io.*; import java.net.*; import java.util.*; public class Sample { ";
    private static final Map<String, byte[]> RESOURCES = Map.of(
            "com/acme/names.txt", bytes("own"),
            "texts.properties", bytes("hello=Hello\nbye=Bye"),
            "texts_fr.properties", bytes("hello=Bonjour"),
            "META-INF/services/com.acme.Sample$Shape", bytes("com.acme.Sample$Round\n"));

    @BeforeAll
    static void install() {
        Classes.install(type -> AllowList.standard().type(type) instanceof Verdict.Safe);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Object run(String body) {
        Woven woven = Woven.of(Sources.compile("com.acme.Sample", IMPORTS + body + " }"), "");
        assertThat(woven.errors()).as(woven.result().problems().toString()).isEmpty();
        return woven.runWith(RESOURCES);
    }

    private static Object read(String stream) {
        return run("static Object run() throws Exception { try (InputStream in = " + stream
                + ") { return in == null ? \"none\" : new String(in.readAllBytes()); } }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sample.class.getResourceAsStream(\"names.txt\")",
                "Sample.class.getResourceAsStream(\"/com/acme/names.txt\")",
                "Sample.class.getResource(\"names.txt\").openStream()",
                "Sample.class.getClassLoader().getResourceAsStream(\"com/acme/names.txt\")",
                "Sample.class.getClassLoader().getResources(\"com/acme/names.txt\").nextElement().openStream()",
                "Thread.currentThread().getContextClassLoader().getResource(\"com/acme/names.txt\").openConnection().getInputStream()",
                "ClassLoader.getSystemResourceAsStream(\"com/acme/names.txt\")",
            })
    void ownContentIsRead(String stream) {
        assertThat(read(stream)).isEqualTo("own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sample.class.getResourceAsStream(\"missing.txt\")",
                "Sample.class.getResourceAsStream(\"/org/archipel/guard/Checkpoint.class\")",
                "Sample.class.getClassLoader().getResourceAsStream(\"java/lang/Object.class\")",
                "Sample.class.getClassLoader().getResourceAsStream(\"com/acme/../acme/names.txt\")",
                "ClassLoader.getSystemClassLoader().getResourceAsStream(\"allow/java.lang.txt\")",
                "Sample.class.getResourceAsStream(\"a\".repeat(5000))",
            })
    void othersAreNot(String stream) {
        assertThat(read(stream)).isEqualTo("none");
    }

    @Test
    void theLoaderIsOneAndNamesOwnClassesAndSafeOnes() {
        assertThat(
                        run(
                                "static Object run() throws Exception { ClassLoader l = Sample.class.getClassLoader(); String found = \"\";"
                                        + " for (String name : List.of(\"com.acme.Sample\", \"java.util.List\", \"java.lang.Runtime\","
                                        + " \"org.archipel.guard.Checkpoint\")) { try { found += l.loadClass(name).getSimpleName() + ' '; }"
                                        + " catch (ClassNotFoundException e) { found += \"- \"; } }"
                                        + " return found + (l == Thread.currentThread().getContextClassLoader()) + l.getParent()"
                                        + " + String.class.getClassLoader() + Class.forName(\"com.acme.Sample\", true, l).getSimpleName(); }"))
                .isEqualTo("Sample List - - truenullnullSample");
    }

    @Test
    void textsAreFoundByLanguage() {
        assertThat(run("public static class Words extends ListResourceBundle { protected Object[][] getContents() {"
                        + " return new Object[][] {{\"one\", 1}}; } }"
                        + " static Object run() { var fr = ResourceBundle.getBundle(\"texts\", Locale.CANADA_FRENCH);"
                        + " return fr.getString(\"hello\") + fr.getString(\"bye\") + ResourceBundle.getBundle(\"com.acme.Sample$Words\","
                        + " Locale.ROOT, Sample.class.getClassLoader()).getObject(\"one\"); }"))
                .isEqualTo("BonjourBye1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sun.security.util.Resources", "missing", "sun.util.logging.resources.logging"})
    void textsOfTheJdkAreNot(String name) {
        assertThat(
                        run(
                                "static Object run() { try { return ResourceBundle.getBundle(\"" + name
                                        + "\"); } catch (MissingResourceException e) { return e.getMessage().startsWith(\"not allowed\"); } }"))
                .isEqualTo(true);
    }

    @Test
    void providersOfOwnInterfacesAreFound() {
        assertThat(
                        run(
                                "public interface Shape { String name(); } public static class Round implements Shape {"
                                        + " public String name() { return \"round\"; } }"
                                        + " static Object run() { String all = \"\"; for (Shape s : ServiceLoader.load(Shape.class)) { all += s.name(); }"
                                        + " return all + ServiceLoader.load(Shape.class, Shape.class.getClassLoader()).stream().count(); }"))
                .isEqualTo("round1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return ServiceLoader.load(java.nio.file.spi.FileSystemProvider.class).iterator().hasNext();",
                "return ServiceLoader.load(Runnable.class).findFirst();",
                "return org.slf4j.Logger.class.getClassLoader();",
                "return java.util.List.class.getResource(\"List.class\");",
                "return Sample.class.getClassLoader().getDefinedPackages();",
                "ResourceBundle.clearCache(); return 1;",
                "ObjectInput in = new ObjectInputStream(new ByteArrayInputStream(new byte[] {-84, -19, 0, 5, 112})); return in.readObject();",
                "return Sample.class.getResource(\"names.txt\").getContent();",
            })
    void theWayToOthersIsDenied(String code) {
        assertThatThrownBy(() -> run("static Object run() throws Exception { " + code + " }"))
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("not allowed to extensions: ");
    }

    /** The JDK puts them into a map, and hashes what their names are made of, in one piece. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "public static class T extends ListResourceBundle { protected Object[][] getContents() {"
                        + " Object[][] all = new Object[70_000][]; Arrays.fill(all, new Object[] {\"a\", 1}); return all; } }"
                        + " static Object run() { return new T().getString(\"a\"); }",
                "public static class T extends ListResourceBundle { protected Object[][] getContents() {"
                        + " return new Object[][] {{\"a\".repeat(5_000), 1}}; } }"
                        + " static Object run() { return new T().keySet().size(); }",
            })
    void namesOfTextsAreShortAndFew(String code) {
        assertThatThrownBy(() -> run(code))
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("not allowed to extensions: java.util.ResourceBundle with");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protected Set<String> handleKeySet() { return (Set) new AbstractSet<Object>() { public Iterator<Object> iterator() {"
                        + " return List.<Object>of(list()).iterator(); } public int size() { return 1; } }; }",
                "public Enumeration<String> getKeys() { return (Enumeration) Collections.enumeration(List.of(list())); }",
            })
    void namesOfTextsAreTextsBeforeTheyAreHashed(String override) {
        assertThatThrownBy(() -> run("static int hashed; static Object list() { return new AbstractList<Object>() {"
                        + " public Object get(int i) { throw new IllegalStateException(); } public int size() { return 1; }"
                        + " public int hashCode() { hashed++; throw new IllegalStateException(); } }; }"
                        + " public static class Base extends ListResourceBundle { protected Object[][] getContents() {"
                        + " return new Object[][] {{\"a\", 1}}; } } public static class T extends Base { "
                        + override + " }"
                        + " static Object run() { T t = new T(); t.keySet(); return t.getKeys().hasMoreElements(); }"))
                .isInstanceOf(ClassCastException.class);
    }

    @Test
    void textsOfOnesOwnAnswerAsBefore() {
        assertThat(run(
                        "public static class T extends ResourceBundle { protected Object handleGetObject(String k) { return k; }"
                                + " public Enumeration<String> getKeys() { return Collections.enumeration(List.of(\"a\", \"b\")); }"
                                + " protected Set<String> handleKeySet() { return Set.of(\"a\", \"b\"); } }"
                                + " static Object run() { return \"\" + new T().keySet().size() + new T().getKeys().nextElement()"
                                + " + new T().getString(\"c\"); }"))
                .isEqualTo("2ac");
    }

    /** The keys of a bundle by name are its own; those behind it, of a class, are copied too. */
    @Test
    void aClassBehindAFileIsAskedForItsNames() {
        Map<String, byte[]> files = Map.of("com/acme/Words_fr.properties", bytes("one=un"));
        Woven woven = Woven.of(
                Sources.compile(
                        "com.acme.Words",
                        "package com.acme; import java.util.*; public class Words extends ResourceBundle {"
                                + " protected Object handleGetObject(String k) { return k.equals(\"two\") ? \"two\" : null; }"
                                + " public Enumeration<String> getKeys() { return Collections.enumeration(List.of(\"two\")); } }"
                                + " class Sample { static Object run() { var words = ResourceBundle.getBundle(\"com.acme.Words\", Locale.FRANCE);"
                                + " return new TreeSet<>(Collections.list(words.getKeys())) + words.getString(\"one\") + words.getString(\"two\"); } }"),
                "");
        assertThat(woven.errors()).as(woven.result().problems().toString()).isEmpty();
        assertThat(woven.runWith(files)).isEqualTo("[one, two]untwo");
    }

    @Test
    void scannersReadAsMuchOfAStreamAsOfAText() {
        assertThatThrownBy(() -> run(
                        "static Object run() { return new Scanner(new ByteArrayInputStream(new byte[(1 << 20) + 1]))"
                                + ".useDelimiter(\"\\\\A\").next().length(); }"))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("java.util.Scanner of a stream of more than 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new PropertyResourceBundle(new ByteArrayInputStream(text.getBytes()))",
                "new PropertyResourceBundle(new StringReader(text))",
                "new Texts(text)"
            })
    void textsOfPropertiesAreBounded(String bundle) {
        String code = "static class Texts extends PropertyResourceBundle {"
                + " Texts(String text) throws IOException { super(new StringReader(text)); } }"
                + " static Object run() throws Exception { String text = %s; return " + bundle
                + ".keySet().size(); }";
        String names =
                "java.util.stream.IntStream.range(0, %s).mapToObj(i -> i + \"\\n\").collect(java.util.stream.Collectors.joining())";

        assertThat(run(code.formatted("\"a=b\\nb=c\""))).isEqualTo(2);
        assertThat(run(code.formatted(names.formatted("1 << 16")))).isEqualTo(1 << 16);
        assertThatThrownBy(() -> run(code.formatted(names.formatted("(1 << 16) + 1"))))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("java.util.ResourceBundle with more than 65536 texts");
        assertThat(run(code.formatted("\"a\".repeat(1 << 20)"))).isEqualTo(1);
        assertThatThrownBy(() -> run(code.formatted("\"a\".repeat((1 << 20) + 1)")))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("java.util.PropertyResourceBundle of more than 1048576");
    }

    @Test
    void textsOfAFileAreBounded() {
        Woven woven = Woven.of(
                Sources.compile(
                        "com.acme.Sample",
                        IMPORTS
                                + "static Object run() { return ResourceBundle.getBundle(\"many\").keySet().size(); } }"),
                "");
        assertThatThrownBy(() -> woven.runWith(Map.of("many.properties", bytes("a\n".repeat((1 << 16) + 1)))))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("java.util.ResourceBundle with more than 65536 texts");
        assertThatThrownBy(() -> woven.runWith(Map.of("many.properties", bytes("a".repeat((1 << 20) + 1)))))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("java.util.PropertyResourceBundle of more than 1048576 bytes");
    }

    /** Those of each locale behind another would be put together with it. */
    @Test
    void localesAreNotBehindEachOtherWithoutEnd() {
        assertThatThrownBy(() -> run("static Object run() { return ResourceBundle.getBundle(\"texts\","
                        + " new Locale(\"fr\", \"FR\", \"a_\".repeat(20) + \"a\")).getString(\"hello\"); }"))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("java.util.ResourceBundle.getBundle of a locale with");
    }

    /** Libraries ask for what came with a later version of Java, and go on without. */
    @Test
    void membersAreNotThere() {
        assertThat(run("static Object run() { try { return Class.class.getMethod(\"isRecord\"); }"
                        + " catch (NoSuchMethodException e) { return e.getMessage(); } }"))
                .isEqualTo(
                        "not allowed to extensions: reflection, java.lang.Class.getMethod of java.lang.Class.isRecord");
    }

    @Test
    void numbersAndTextsOfSerializationAreRead() {
        assertThat(
                        run(
                                "static Object run() throws Exception { byte[] b = {-84, -19, 0, 5, 119, 7, 0, 0, 0, 42, 0, 1, 97};"
                                        + " var in = new ObjectInputStream(new ByteArrayInputStream(b)); return in.readInt() + in.readUTF(); }"))
                .isEqualTo("42a");
    }
}
