package org.archipel.guard;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Bounds the digits of decimal numbers, also those that an exponent stands for: few characters may be a number of a milliard digits
 * as soon as something is added to it.
 */
final class DecimalSizes {
    /** Taking zeros from the end of a number takes the square of them. */
    static final int MOST_DIGITS = 10_000;

    private DecimalSizes() {}

    static void digits(long digits) {
        Checkpoint.check();
        if (digits > MOST_DIGITS) {
            throw BigNumbers.tooLarge(digits, "digits");
        }
    }

    static void scale(int scale) {
        digits(Math.abs((long) scale));
    }

    static void context(MathContext context) {
        digits(context.getPrecision());
    }

    // All digits of the number written out.
    static long size(BigDecimal number) {
        return number.precision() + Math.abs((long) number.scale());
    }

    static void operands(BigDecimal number, BigDecimal other) {
        digits(size(number));
        digits(size(other));
    }

    /** To be called before all digits of the number are written. */
    static void writtenOut(BigDecimal number) {
        digits(size(number));
    }
}
