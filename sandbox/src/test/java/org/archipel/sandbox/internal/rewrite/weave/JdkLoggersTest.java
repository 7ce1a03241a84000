package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.archipel.guard.Logs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loggers of the JDK write to the log of the extension that asks for them, whatever they are called. */
class JdkLoggersTest {
    private static final List<String> WRITTEN = new ArrayList<>();

    private static final class Written implements Logs.Library {
        @Override
        public Object logger(Class<?> caller) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object marker(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Logs.Sink sink(Class<?> caller) {
            return (level, message, failure) -> WRITTEN.add(caller.getSimpleName()
                    + ' '
                    + level
                    + ' '
                    + message
                    + (failure == null ? "" : ' ' + failure.getMessage()));
        }
    }

    @BeforeAll
    static void install() {
        Logs.install(new Written());
    }

    @BeforeEach
    void forget() {
        WRITTEN.clear();
    }

    private static void run(String code) {
        Woven woven =
                Woven.sample("static final java.util.logging.Logger LOG = java.util.logging.Logger.getLogger(\"a\");"
                        + " static Object run() { " + code + " return 1; }");
        assertThat(woven.errors()).as(woven.result().problems().toString()).isEmpty();
        woven.run();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOG.severe(\"a\");|Sample ERROR a",
                "LOG.warning(() -> \"a\" + 1);|Sample WARNING a1",
                "LOG.config(\"a {1}\");|",
                "LOG.log(java.util.logging.Level.INFO, \"a {1} {0}\", new Object[] {1, \"b\"});|Sample INFO a b 1",
                "LOG.log(java.util.logging.Level.INFO, \"{a} {0\", 1);|Sample INFO {a} {0",
                "LOG.logp(java.util.logging.Level.WARNING, \"C\", \"m\", \"a\", new Error(\"e\"));|Sample WARNING a e",
                "LOG.log(new java.util.logging.LogRecord(java.util.logging.Level.SEVERE, \"a\"));|Sample ERROR a",
                "LOG.log(java.util.logging.Level.SEVERE, null, new Error(\"e\"));|Sample ERROR null e",
                "LOG.setLevel(java.util.logging.Level.FINE); LOG.fine(\"a\");|Sample DEBUG a",
                "LOG.setLevel(java.util.logging.Level.OFF); LOG.severe(\"a\");|",
                "LOG.setLevel(java.util.logging.Level.ALL); LOG.entering(\"C\", \"m\", new Object[] {1});|",
                "java.util.logging.Logger.getAnonymousLogger().info(\"a\");|Sample INFO a",
                "java.util.logging.Logger.getLogger(\"\", \"no.such.Bundle\").info(\"a\");|Sample INFO a",
                "Function<String, java.util.logging.Logger> f = java.util.logging.Logger::getLogger; f.apply(\"b\").info(\"a\");|Sample INFO a",
                "System.getLogger(\"b\").log(System.Logger.Level.WARNING, \"a {0}\", 1);|Sample WARNING a 1",
                "System.getLogger(\"b\").log(System.Logger.Level.ERROR, \"a\", new Error(\"e\"));|Sample ERROR a e",
                "System.getLogger(\"b\").log(System.Logger.Level.INFO, List.of(1));|Sample INFO [1]",
                "System.getLogger(\"b\").log(System.Logger.Level.DEBUG, () -> \"a\");|",
            })
    void writesToTheLogOfItsExtension(String code, String written) {
        run(code);

        assertThat(WRITTEN).isEqualTo(written == null ? List.of() : List.of(written));
    }
}
