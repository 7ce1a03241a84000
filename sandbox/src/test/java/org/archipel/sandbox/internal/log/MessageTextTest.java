package org.archipel.sandbox.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.helpers.MessageFormatter;

/** Messages of extensions, whose arguments may throw, or be long. */
class MessageTextTest {
    private static final class Evil extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final AtomicInteger PRINTED = new AtomicInteger();

        @Override
        public void printStackTrace(PrintStream out) {
            PRINTED.incrementAndGet();
        }
    }

    private static final Object FAILING = new Object() {
        @Override
        public String toString() {
            throw new Evil();
        }
    };

    static Stream<Arguments> usual() {
        Object[] itself = {1, null};
        itself[1] = itself;
        return Stream.of(
                Arguments.of("a {} b {}", new Object[] {1, "x"}),
                Arguments.of("{} {}", new Object[] {null}),
                Arguments.of("{}", new Object[] {new int[] {1, 2}}),
                Arguments.of("{} {}", new Object[] {new boolean[0], new char[] {'a', 'b'}}),
                Arguments.of("{}", new Object[] {new Object[] {"a", new long[] {3}, null, List.of(4)}}),
                Arguments.of("{}", new Object[] {itself}),
                Arguments.of("\\{} {} \\\\{} {", new Object[] {1, 2, 3}),
                Arguments.of("no place", new Object[] {FAILING}),
                Arguments.of("{}", new Object[0]),
                Arguments.of("{}", null),
                Arguments.of(null, new Object[] {1}));
    }

    @ParameterizedTest
    @MethodSource("usual")
    void isAsTheLibraryPutsIt(String pattern, Object[] arguments) {
        assertThat(MessageText.of(pattern, arguments)).isEqualTo(MessageFormatter.basicArrayFormat(pattern, arguments));
    }

    @Test
    void whatFailsToTellItselfIsToldAsSuchAndPrintedNowhere() {
        PrintStream before = System.err;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        System.setErr(new PrintStream(console, true));
        try {
            assertThat(MessageText.of("{} {}", FAILING, new Object[] {FAILING, 1}))
                    .isEqualTo("[FAILED toString()] [[FAILED toString()], 1]");
        } finally {
            System.setErr(before);
        }
        assertThat(Evil.PRINTED).hasValue(0);
        assertThat(console.size()).isZero();
    }

    @Test
    void noMoreIsMadeThanIsKept() {
        Object[] many =
                IntStream.range(0, 100_000).mapToObj(i -> "a".repeat(1_000)).toArray();
        char[] pattern = new char[2 * many.length];
        for (int i = 0; i < pattern.length; i += 2) {
            pattern[i] = '{';
            pattern[i + 1] = '}';
        }

        assertThat(MessageText.of(new String(pattern), many)).isEqualTo("a".repeat(MessageText.LONGEST + 1));
        assertThat(MessageText.of("{}", new Object[] {new int[8 << 20]}).length())
                .isEqualTo(MessageText.LONGEST + 1);
        assertThat(MessageText.of("{}", Arrays.asList("b".repeat(1 << 20)))).hasSize(MessageText.LONGEST + 1);
    }

    @Test
    void arraysWithinEachOtherEnd() {
        Object[] deep = {"innermost"};
        for (int i = 0; i < 100_000; i++) {
            deep = new Object[] {deep};
        }

        assertThat(MessageText.of("{}", new Object[] {deep})).startsWith("[[[").contains("[...]");
    }
}
