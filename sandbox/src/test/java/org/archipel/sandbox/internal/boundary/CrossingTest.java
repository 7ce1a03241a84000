package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.archipel.api.extension.Health;
import org.archipel.guard.Checkpoint;
import org.archipel.guard.ExtensionStoppedError;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrossingTest {
    /** A map whose maker goes on telling when it was copied. */
    private static final class Talking extends AbstractMap<String, String> {
        private BiConsumer<? super String, ? super String> listener = (key, value) -> {};

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            return Set.of(Map.entry("a", "b"));
        }

        @Override
        public void forEach(BiConsumer<? super String, ? super String> told) {
            listener = told;
            told.accept("a", "b");
        }
    }

    /** Each level takes room on the stack, which is looked for before the platform is entered. */
    @Test
    void valuesWithinValuesAreNotCopiedAtAnyDepth() {
        assertThat(Crossing.copy(within(60))).isEqualTo(within(60));
        assertThatThrownBy(() -> Crossing.copy(within(100)))
                .isInstanceOf(UncrossableException.class)
                .hasMessageContaining("64 levels");
    }

    private static List<?> within(int levels) {
        List<?> value = List.of("a");
        for (int i = 1; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Test
    void nobodyPutsAnythingIntoACopyOnceItIsMade() {
        Talking map = new Talking();

        Object copy = Crossing.copy(map);
        map.listener.accept("c", "d");

        assertThat(copy).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void integersOfMoreDigitsThanDecimalsMayHaveAreNotTaken() {
        BigInteger longest = BigInteger.TEN.pow(10_000).subtract(BigInteger.ONE);
        BigInteger longer = BigInteger.ONE.shiftLeft(40_000);

        assertThat(Crossing.copy(List.of(longest))).isEqualTo(List.of(longest));
        assertThat(Crossing.copy(JsonNodeFactory.instance.numberNode(longest)))
                .isEqualTo(JsonNodeFactory.instance.numberNode(longest));
        for (Object value : List.of(
                longer,
                List.of(longer),
                Map.of("a", longer),
                JsonNodeFactory.instance.numberNode(longer),
                JsonNodeFactory.instance.arrayNode().add(longer))) {
            assertThatThrownBy(() -> Crossing.copy(value))
                    .isInstanceOf(UncrossableException.class)
                    .hasMessageContaining("digits");
        }
    }

    private static ArrayNode nulls(int count) {
        ArrayNode nulls = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) {
            nulls.addNull();
        }
        return nulls;
    }

    private static ArrayNode held(JsonNode node, int times) {
        ArrayNode outer = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < times; i++) {
            outer.add(node);
        }
        return outer;
    }

    static Stream<Named<Object>> largeAsCopies() {
        return Stream.of(
                Named.of("nulls of JSON", held(nulls(100_000), 254)),
                Named.of("texts", Collections.nCopies(254, Collections.nCopies(100_000, "a"))),
                Named.of(
                        "nulls in a map",
                        Collections.nCopies(254, Collections.singletonMap("a", Collections.nCopies(100_000, null)))),
                Named.of("bytes", Collections.nCopies(1_000, new byte[1 << 20])));
    }

    /** Few as long as they are shared. */
    @ParameterizedTest
    @MethodSource("largeAsCopies")
    void whatIsHeldManyTimesCountsAsOften(Object value) {
        assertThatThrownBy(() -> Crossing.copy(value))
                .isInstanceOf(UncrossableException.class)
                .hasMessageContaining("more than 8388608 texts, numbers and the like");
    }

    static Stream<Named<Object>> longAsTexts() {
        String text = "x".repeat(1 << 20);
        ObjectNode named = JsonNodeFactory.instance.objectNode().putNull(text);
        return Stream.of(
                Named.of("texts", Collections.nCopies(65, text)),
                Named.of("texts of records", Collections.nCopies(65, Health.error(text))),
                Named.of("names in a map", Collections.nCopies(65, Map.of(text, 1))),
                Named.of("addresses", Collections.nCopies(65, URI.create("http://a/" + text))),
                Named.of("texts of JSON", held(TextNode.valueOf(text), 65)),
                Named.of("names of JSON", held(named, 65)),
                Named.of("bytes of JSON", held(BinaryNode.valueOf(new byte[1 << 20]), 65)),
                Named.of("integers", Collections.nCopies(200_000, BigInteger.TEN.pow(9_000))),
                Named.of("integers of JSON", held(BigIntegerNode.valueOf(BigInteger.TEN.pow(9_000)), 200_000)),
                Named.of("decimals", Collections.nCopies(200_000, new BigDecimal(BigInteger.TEN.pow(9_000)))));
    }

    /** Each is one text, which whoever joins or writes what holds it has as often. */
    @ParameterizedTest
    @MethodSource("longAsTexts")
    void whatIsHeldManyTimesCountsByItsLength(Object value) {
        assertThatThrownBy(() -> Crossing.copy(value))
                .isInstanceOf(UncrossableException.class)
                .hasMessageContaining("more than 67108864 characters of text");
    }

    @Test
    void numbersOfVeryManyDigitsDoNotCross() {
        BigInteger large = BigInteger.ONE.shiftLeft(260_000);

        for (Object value : List.of(large, new BigDecimal(large), List.of(large), BigIntegerNode.valueOf(large))) {
            assertThatThrownBy(() -> Crossing.copy(value))
                    .isInstanceOf(UncrossableException.class)
                    .hasMessageContaining("more than 10000 digits");
        }
        assertThat(Crossing.copy(BigInteger.TEN.pow(9_999))).isEqualTo(BigInteger.TEN.pow(9_999));
    }

    @Test
    void leavesAreCopiedThroughCheckpoints() {
        Thread copier = Thread.currentThread();
        try (Checkpoint.Control control = Checkpoint.install(() -> {
            if (Thread.currentThread() == copier) {
                throw new ExtensionStoppedError("to be ended");
            }
        })) {
            control.arm(true);
            for (Object value : List.of(nulls(1_000), Collections.nCopies(1_000, "a"), new byte[100_000])) {
                assertThatThrownBy(() -> Crossing.copy(value)).isInstanceOf(ExtensionStoppedError.class);
            }
            assertThat(Crossing.copy(nulls(100))).isEqualTo(nulls(100));
        }
    }

    /** Of a size that pages, batches and answers have. */
    @Test
    void largeBatchesCross() {
        List<ObjectNode> records = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ObjectNode each = JsonNodeFactory.instance.objectNode();
            for (int field = 0; field < 100; field++) {
                each.put("field" + field, i);
            }
            records.add(each);
        }
        List<String> texts = Collections.nCopies(60, "x".repeat(1 << 20));
        ArrayNode vectors = held(nulls(1_536), 5_000);

        assertThat(Crossing.copy(records)).isEqualTo(records);
        assertThat(Crossing.copy(texts)).isEqualTo(texts);
        assertThat(Crossing.copy(vectors)).isEqualTo(vectors);
        assertThat(Crossing.copy(new byte[100 << 20])).isEqualTo(new byte[100 << 20]);
    }
}
