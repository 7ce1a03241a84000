package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.archipel.guard.Classes;
import org.archipel.sandbox.internal.rewrite.rules.AllowList;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that are looked for by their names. */
class NamedClassesTest {
    @BeforeAll
    static void install() {
        Classes.install(type -> AllowList.standard().type(type) instanceof Verdict.Safe);
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Sample,com.acme.Sample",
        "[Lcom.acme.Sample;,[Lcom.acme.Sample;",
        "java.util.ArrayList,java.util.ArrayList",
        "[[Ljava.lang.String;,[[Ljava.lang.String;",
        "[I,[I",
        "java.util.Map$Entry,java.util.Map$Entry",
        "java.sql.Date,java.sql.Date",
        "com.acme.Missing,absent",
        "java.util.Missing,absent",
        "java.lang.Runtime,absent",
        "[Ljava.lang.Runtime;,absent",
        "java.lang.ProcessBuilder,absent",
        "sun.misc.Unsafe,absent",
        "org.archipel.guard.Checkpoint,absent",
        "org.archipel.sandbox.Island,absent",
        "'',absent",
        "[L,absent",
        "int,absent",
    })
    void ownClassesAndSafeOnesAreFound(String name, String found) {
        Woven woven = Woven.sample("static Object run() { try { return Class.forName(\"" + name + "\").getName(); }"
                + " catch (ClassNotFoundException e) { return \"absent\"; } }");

        assertThat(woven.errors()).isEmpty();
        assertThat(woven.run()).isEqualTo(found);
    }

    /** The platform's loader keeps a lock for each name that it is asked for, as long as it lives. */
    @ParameterizedTest
    @ValueSource(strings = {"java.util.function.Missing", "java.time.Missing", "org.archipel.guard.Missing"})
    void namesThatThereAreNotAreNotLookedForInThePlatform(String name) throws ReflectiveOperationException {
        List<String> asked = new ArrayList<>();
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
                byte[] own = Sources.compile("com.acme.Sample", "package com.acme; public class Sample {}")
                        .get(wanted.replace('.', '/') + ".class");
                asked.add(wanted);
                return own == null ? super.loadClass(wanted, resolve) : defineClass(wanted, own, 0, own.length);
            }
        };
        Class<?> caller = loader.loadClass("com.acme.Sample");

        assertThatThrownBy(() -> Classes.forName(name, caller)).isInstanceOf(ClassNotFoundException.class);
        assertThat(asked).contains("com.acme.Sample").doesNotContain(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.A$", "java.a.", "com.acme.A$"})
    void aNameWithoutEndIsFoundAbsentAtOnce(String part) {
        Woven woven = Woven.sample(
                "static Object run() { try { return Class.forName(\"" + part
                        + "\".repeat(1 << 18)); } catch (ClassNotFoundException e) { return e.getMessage().length() < 200; } }");

        assertThat(assertTimeoutPreemptively(Duration.ofMinutes(1), woven::run)).isEqualTo(true);
    }
}
