package org.example.attacks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLongArray;

/** Values whose content is gone through, or made, where only their number seems to count. */
public final class UncountedAttacks {
    private static final int MEBI = 1 << 20;

    private UncountedAttacks() {}

    private static boolean remove(Queue<StringBuilder> texts, Collection<StringBuilder> among) {
        StringBuilder one = new StringBuilder();
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < MEBI; i++) {
            texts.add(i % 2 == 0 ? one : other);
        }
        one.append("x".repeat(16 * MEBI));
        other.append(one);
        StringBuilder first = texts.peek();
        return among.removeIf(text -> text == first);
    }

    @Attack(
            number = 350,
            title = "One buffer, hashed a million times",
            expected = Verdict.DENIED,
            by = "going through values")
    public static final class Buffers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Collections.nCopies(MEBI, ByteBuffer.allocate(16 * MEBI)).hashCode();
        }
    }

    @Attack(
            number = 350,
            title = "One array of numbers, written many times",
            expected = Verdict.DENIED,
            by = "going through values")
    public static final class Numbers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Object[] all = new Object[64];
            Arrays.fill(all, new double[4 * MEBI]);
            return Arrays.deepToString(all).length();
        }
    }

    @Attack(
            number = 351,
            title = "A heap of texts that grow when they are in it",
            expected = Verdict.DENIED,
            by = "going through values")
    public static final class Growing extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Queue<StringBuilder> texts = new PriorityQueue<>();
            return remove(texts, texts);
        }
    }

    @Attack(number = 351, title = "The same behind a wrapper", expected = Verdict.DENIED, by = "going through values")
    public static final class Wrapped extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Queue<StringBuilder> texts = new PriorityQueue<>();
            return remove(texts, Collections.synchronizedCollection(texts));
        }
    }

    @Attack(
            number = 352,
            title = "A number of the JDK, written as what a mix-in asks it for",
            expected = Verdict.DENIED,
            by = "reading the properties")
    public static final class AskedValue extends Probe {
        abstract static class MixIn {
            @JsonValue
            abstract BigInteger toBigInteger();
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            ObjectMapper mapper = new ObjectMapper().addMixIn(BigDecimal.class, MixIn.class);
            return mapper.writeValueAsBytes(new BigDecimal("1E1000")).length;
        }
    }

    @Attack(
            number = 352,
            title = "An array of the JDK, made by the constructor that a mix-in names",
            expected = Verdict.DENIED,
            by = "from JSON")
    public static final class Sized extends Probe {
        abstract static class MixIn {
            @JsonCreator
            MixIn(int length) {}
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            ObjectMapper mapper = new ObjectMapper().addMixIn(AtomicLongArray.class, MixIn.class);
            return mapper.readValue("50000000", AtomicLongArray.class).length();
        }
    }
}
