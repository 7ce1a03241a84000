package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallWeaverTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(1); return 1;",
                "Runtime.getRuntime().halt(1); return 1;",
                "Runnable exit = () -> Runtime.getRuntime().exit(1); exit.run(); return 1;",
                "IntConsumer exit = System::exit; exit.accept(1); return 1;",
                "Function<String, Thread> made = Thread::new; made.apply(\"x\").start(); return 1;",
                "return new java.io.File(\"/etc/passwd\").exists();",
                "try { return new java.io.FileInputStream(\"/etc/passwd\"); } catch (java.io.IOException e) { return 1; }",
                "try { return new java.net.Socket(\"localhost\", 1); } catch (java.io.IOException e) { return 1; }",
                "try { return java.nio.file.Files.readString(java.nio.file.Path.of(\"/etc/passwd\")); }"
                        + " catch (java.io.IOException e) { return 1; }",
                "try { return Class.forName(\"java.lang.Runtime\"); } catch (ClassNotFoundException e) { return 1; }",
                "return System.getenv();",
                "System.out.println(1); return 1;",
                "new RuntimeException().printStackTrace(); return 1;",
                "Locale.setDefault(Locale.ROOT); return 1;",
                "return List.of(1).parallelStream().count();",
                "return Stream.of(1).parallel().count();",
                "return java.util.concurrent.Executors.newCachedThreadPool();",
                "return java.util.concurrent.CompletableFuture.runAsync(() -> {});",
                "return Sample.class.getClassLoader();",
                "class T extends Thread {} new T().start(); return 1;",
                "synchronized (String.class) { return 1; }",
                "synchronized (\"literal\") { return 1; }",
                "return new long[1 << 28];",
                "return new int[1 << 14][1 << 14];",
                "return new ArrayList<>(1 << 28);",
                "return \"x\".repeat(1 << 28);",
                "return String.format(\"%999999999d\", 1);",
                "String t = \"a\".repeat(1 << 17); return (t + t).contains(t + \"b\");",
                "return new StringBuilder(\"a\".repeat(1 << 17)).lastIndexOf(\"b\" + \"a\".repeat(1 << 16));",
                "return (\"a\".repeat(1 << 17)).replace(\"a\".repeat(1 << 16) + \"b\", \"\");",
                "return java.text.Normalizer.normalize(\"\\u0301\\u0323\".repeat(600), java.text.Normalizer.Form.NFD);",
                "return Collections.indexOfSubList(Collections.nCopies(1 << 15, 1), Collections.nCopies(1 << 14, 2));",
                "try { return new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(new byte[9]), 1 << 28); }"
                        + " catch (java.io.IOException e) { return e; }",
                "return java.math.BigInteger.TWO.pow(1 << 28);",
                "return new java.math.BigDecimal(\"1e1000000000\").add(java.math.BigDecimal.ONE);",
            })
    void deniesAtRunTime(String code) {
        Woven woven = Woven.sample("static Object run() { " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run)
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("not allowed to extensions: ");
    }
}
