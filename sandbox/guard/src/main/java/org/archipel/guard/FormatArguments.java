package org.archipel.guard;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQuery;
import java.time.temporal.ValueRange;
import java.util.Calendar;
import java.util.Date;
import java.util.Formattable;
import java.util.Formatter;
import java.util.Set;

/**
 * Arguments of formats as they are now: what holds others, and what an extension makes, may have another text each time that it is
 * asked, so it is asked once.
 */
final class FormatArguments {
    private static final Set<Class<?>> PLAIN = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class);
    // With the marks between thousands.
    private static final int LONGEST_DOUBLE = 420;
    private static final int SHORT = 30;
    // Digits are made of so many bits in next to no time; of twice as many it takes more than twice.
    private static final int FEW_BITS = 1 << 14;

    private FormatArguments() {}

    /** A text in place of what it was made of; its hash is still that of the value. */
    private record Text(Object value, String text) {
        @Override
        public String toString() {
            return text;
        }

        @Override
        public int hashCode() {
            Weights.check(value);
            return value.hashCode();
        }
    }

    /** What writes itself, in code of the extension that passes checkpoints. */
    private record Own(Formattable value) implements Formattable {
        @Override
        public void formatTo(Formatter formatter, int flags, int width, int precision) {
            value.formatTo(formatter, flags, width, precision);
        }

        @Override
        public int hashCode() {
            Weights.check(value);
            return value.hashCode();
        }
    }

    /** As {@link Text}, of a date of an extension's own. */
    private record Time(TemporalAccessor value, String text) implements TemporalAccessor {
        @Override
        public boolean isSupported(TemporalField field) {
            return value.isSupported(field);
        }

        @Override
        public ValueRange range(TemporalField field) {
            return value.range(field);
        }

        @Override
        public int get(TemporalField field) {
            return value.get(field);
        }

        @Override
        public long getLong(TemporalField field) {
            return value.getLong(field);
        }

        @Override
        public <R> R query(TemporalQuery<R> query) {
            return value.query(query);
        }

        @Override
        public String toString() {
            return text;
        }

        @Override
        public int hashCode() {
            Weights.check(value);
            return value.hashCode();
        }
    }

    /** @return a stand-in with the value's text, or the value, if that cannot become another one, or an extension writes it */
    static Object fixed(Object value) {
        if (value == null || PLAIN.contains(value.getClass())) {
            return value;
        }
        if (value instanceof Formattable text) {
            return new Own(text);
        }
        if (value instanceof Date || value instanceof Calendar) {
            return value;
        }
        if (value instanceof TemporalAccessor time) {
            return time.getClass().getName().startsWith("java.time.") ? time : new Time(time, text(time));
        }
        return new Text(value, text(value));
    }

    /** @return the same text, number or date; of anything else its text */
    static Object written(Object value) {
        boolean kept = value == null || value instanceof Number || value instanceof Date || value instanceof String;
        return kept ? value : text(value);
    }

    private static String text(Object value) {
        Weights.text(value);
        return String.valueOf(value);
    }

    /** About as many characters as it is written with, and more for what takes longer than that; zero for what writes itself. */
    static long length(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof Text stand) {
            return stand.text().length();
        }
        if (value instanceof Time stand) {
            return stand.text().length();
        }
        if (value instanceof BigInteger number) {
            return number.bitLength() / 2L * (1 + number.bitLength() / FEW_BITS);
        }
        if (value instanceof BigDecimal number) {
            return 2 * (number.precision() + Math.abs((long) number.scale()));
        }
        if (value instanceof Double || value instanceof Float) {
            return LONGEST_DOUBLE;
        }
        return value instanceof Formattable ? 0 : SHORT;
    }

    /** The text of it, if it has one of its own; null for numbers and the like. */
    static String textOf(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof Text stand ? stand.text() : null;
    }
}
