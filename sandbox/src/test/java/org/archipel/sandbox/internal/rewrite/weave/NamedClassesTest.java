package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.archipel.guard.Classes;
import org.archipel.sandbox.internal.rewrite.rules.AllowList;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
