package org.archipel.persistence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.archipel.api.error.ValidationException;

/**
 * Writes no JSON that could not be read again: parsers bound the length of texts, names and numbers, while a tree that was made by
 * computation may hold any. One row that cannot be read would hold up all that is read with it. Thread-safe.
 */
public final class ReadableJson {
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.defaults();
    private static final int LONGEST_TEXT = BOUNDS.getMaxStringLength();
    private static final int LONGEST_NAME = BOUNDS.getMaxNameLength();
    private static final int LONGEST_NUMBER = BOUNDS.getMaxNumberLength();

    /** A number with more bits has more digits than may be; the digits of one with fewer are counted in no time. */
    private static final int MOST_BITS = (int) Math.ceil(LONGEST_NUMBER / Math.log10(2));

    private ReadableJson() {}

    /** A factory whose generators throw a {@link StreamConstraintsException} where a parser would. */
    public static JsonFactory factory() {
        return JsonFactory.builder()
                .addDecorator((factory, generator) -> new Bounded(generator))
                .build();
    }

    /** What to tell whoever gave the JSON. */
    public static ValidationException refusal(StreamConstraintsException e) {
        return new ValidationException(
                "", e instanceof Unreadable ? e.getOriginalMessage() : "the JSON is nested too deeply to be kept");
    }

    private static final class Unreadable extends StreamConstraintsException {
        private static final long serialVersionUID = 1L;

        Unreadable(String what, int most, String unit) {
            super(what + " of more than " + most + " " + unit + " cannot be kept");
        }
    }

    private static final class Bounded extends JsonGeneratorDelegate {
        Bounded(JsonGenerator generator) {
            super(generator, false);
        }

        @Override
        public void writeFieldName(String name) throws IOException {
            requireName(name.length());
            super.writeFieldName(name);
        }

        @Override
        public void writeFieldName(SerializableString name) throws IOException {
            requireName(name.charLength());
            super.writeFieldName(name);
        }

        @Override
        public void writeString(String text) throws IOException {
            if (text != null && text.length() > LONGEST_TEXT) {
                throw new Unreadable("a text", LONGEST_TEXT, "characters");
            }
            super.writeString(text);
        }

        @Override
        public void writeNumber(BigInteger number) throws IOException {
            if (number != null && isLong(number)) {
                requireNumber(number, number);
            }
            super.writeNumber(number);
        }

        @Override
        public void writeNumber(BigDecimal number) throws IOException {
            if (number != null && isLong(number.unscaledValue())) {
                requireNumber(number.unscaledValue(), number);
            }
            super.writeNumber(number);
        }

        private static boolean isLong(BigInteger digits) {
            return digits.bitLength() > MOST_BITS / 2;
        }

        private static void requireNumber(BigInteger digits, Number number) throws IOException {
            if (digits.bitLength() > MOST_BITS
                    || number.toString().length() - (digits.signum() < 0 ? 1 : 0) > LONGEST_NUMBER) {
                throw new Unreadable("a number", LONGEST_NUMBER, "digits");
            }
        }

        private static void requireName(int length) throws IOException {
            if (length > LONGEST_NAME) {
                throw new Unreadable("a name", LONGEST_NAME, "characters");
            }
        }
    }
}
