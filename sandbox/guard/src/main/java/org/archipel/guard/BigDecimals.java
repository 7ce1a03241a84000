package org.archipel.guard;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.CharBuffer;

/**
 * Bounds the digits of decimal numbers, also those that an exponent stands for: few characters may be a number of a milliard digits
 * as soon as something is added to it.
 */
public final class BigDecimals {
    private static final int MOST_DIGITS = 50_000;

    private BigDecimals() {}

    private static void digits(long digits) {
        Checkpoint.check();
        if (digits > MOST_DIGITS) {
            throw BigNumbers.tooLarge(digits, "digits");
        }
    }

    private static void scale(int scale) {
        digits(Math.abs((long) scale));
    }

    private static void context(MathContext context) {
        digits(context.getPrecision());
    }

    // All digits of the number written out.
    private static long size(BigDecimal number) {
        return number.precision() + Math.abs((long) number.scale());
    }

    private static void operands(BigDecimal number, BigDecimal other) {
        digits(size(number));
        digits(size(other));
    }

    public static void newMathContext(int precision) {
        digits(precision);
    }

    public static void newMathContext(int precision, RoundingMode mode) {
        digits(precision);
    }

    private static void text(CharSequence text) {
        BigNumbers.digits(text.length());
        int exponent = exponent(text);
        long value = 0;
        for (int i = exponent; i < text.length() && value <= MOST_DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), 10);
            value = digit < 0 ? value : value * 10 + digit;
        }
        digits(value);
    }

    private static int exponent(CharSequence text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            if (text.charAt(i) == 'e' || text.charAt(i) == 'E') {
                return i + 1;
            }
        }
        return text.length();
    }

    private static void text(char[] text, int offset, int length) {
        text(CharBuffer.wrap(text, offset, length));
    }

    /** To be called before all digits of the number are written. */
    static void writtenOut(BigDecimal number) {
        digits(size(number));
    }

    public static void newBigDecimal(String text) {
        text(text);
    }

    public static void newBigDecimal(String text, MathContext context) {
        text(text);
    }

    public static void newBigDecimal(char[] text) {
        text(text, 0, text.length);
    }

    public static void newBigDecimal(char[] text, MathContext context) {
        text(text, 0, text.length);
    }

    public static void newBigDecimal(char[] text, int offset, int length) {
        text(text, offset, length);
    }

    public static void newBigDecimal(char[] text, int offset, int length, MathContext context) {
        text(text, offset, length);
    }

    public static void newBigDecimal(BigInteger digits, int scale) {
        scale(scale);
    }

    public static void newBigDecimal(BigInteger digits, int scale, MathContext context) {
        scale(scale);
    }

    public static BigDecimal valueOf(long digits, int scale) {
        scale(scale);
        return BigDecimal.valueOf(digits, scale);
    }

    public static BigDecimal scaleByPowerOfTen(BigDecimal number, int power) {
        digits(size(number) + Math.abs((long) power));
        return number.scaleByPowerOfTen(power);
    }

    public static BigDecimal add(BigDecimal number, BigDecimal other) {
        operands(number, other);
        return number.add(other);
    }

    public static BigDecimal add(BigDecimal number, BigDecimal other, MathContext context) {
        operands(number, other);
        context(context);
        return number.add(other, context);
    }

    public static BigDecimal subtract(BigDecimal number, BigDecimal other) {
        operands(number, other);
        return number.subtract(other);
    }

    public static BigDecimal subtract(BigDecimal number, BigDecimal other, MathContext context) {
        operands(number, other);
        context(context);
        return number.subtract(other, context);
    }

    public static BigDecimal multiply(BigDecimal number, BigDecimal other) {
        operands(number, other);
        return number.multiply(other);
    }

    public static BigDecimal multiply(BigDecimal number, BigDecimal other, MathContext context) {
        operands(number, other);
        context(context);
        return number.multiply(other, context);
    }

    public static BigDecimal divide(BigDecimal number, BigDecimal other) {
        operands(number, other);
        return number.divide(other);
    }

    public static BigDecimal divide(BigDecimal number, BigDecimal other, MathContext context) {
        operands(number, other);
        context(context);
        return number.divide(other, context);
    }

    public static BigDecimal divideToIntegralValue(BigDecimal number, BigDecimal other) {
        operands(number, other);
        return number.divideToIntegralValue(other);
    }

    public static BigDecimal divideToIntegralValue(BigDecimal number, BigDecimal other, MathContext context) {
        operands(number, other);
        context(context);
        return number.divideToIntegralValue(other, context);
    }

    public static BigDecimal remainder(BigDecimal number, BigDecimal other) {
        operands(number, other);
        return number.remainder(other);
    }

    public static BigDecimal remainder(BigDecimal number, BigDecimal other, MathContext context) {
        operands(number, other);
        context(context);
        return number.remainder(other, context);
    }

    public static BigDecimal divide(BigDecimal number, BigDecimal other, RoundingMode mode) {
        operands(number, other);
        return number.divide(other, mode);
    }

    public static BigDecimal divide(BigDecimal number, BigDecimal other, int scale, RoundingMode mode) {
        operands(number, other);
        scale(scale);
        return number.divide(other, scale, mode);
    }

    @SuppressWarnings("deprecation")
    public static BigDecimal divide(BigDecimal number, BigDecimal other, int mode) {
        operands(number, other);
        return number.divide(other, mode);
    }

    @SuppressWarnings("deprecation")
    public static BigDecimal divide(BigDecimal number, BigDecimal other, int scale, int mode) {
        operands(number, other);
        scale(scale);
        return number.divide(other, scale, mode);
    }

    public static BigDecimal[] divideAndRemainder(BigDecimal number, BigDecimal other) {
        operands(number, other);
        return number.divideAndRemainder(other);
    }

    public static BigDecimal[] divideAndRemainder(BigDecimal number, BigDecimal other, MathContext context) {
        operands(number, other);
        context(context);
        return number.divideAndRemainder(other, context);
    }

    public static BigDecimal pow(BigDecimal number, int exponent) {
        digits(size(number) * Math.max(1, exponent));
        return number.pow(exponent);
    }

    public static BigDecimal pow(BigDecimal number, int exponent, MathContext context) {
        digits(size(number));
        context(context);
        if (context.getPrecision() == 0) {
            digits(size(number) * Math.max(1, exponent));
        }
        return number.pow(exponent, context);
    }

    public static BigDecimal setScale(BigDecimal number, int scale) {
        digits(size(number));
        scale(scale);
        return number.setScale(scale);
    }

    public static BigDecimal setScale(BigDecimal number, int scale, RoundingMode mode) {
        digits(size(number));
        scale(scale);
        return number.setScale(scale, mode);
    }

    @SuppressWarnings("deprecation")
    public static BigDecimal setScale(BigDecimal number, int scale, int mode) {
        digits(size(number));
        scale(scale);
        return number.setScale(scale, mode);
    }

    public static BigDecimal movePointLeft(BigDecimal number, int places) {
        digits(size(number) + Math.abs((long) places));
        return number.movePointLeft(places);
    }

    public static BigDecimal movePointRight(BigDecimal number, int places) {
        digits(size(number) + Math.abs((long) places));
        return number.movePointRight(places);
    }

    public static BigDecimal sqrt(BigDecimal number, MathContext context) {
        digits(size(number));
        context(context);
        return number.sqrt(context);
    }

    public static BigDecimal round(BigDecimal number, MathContext context) {
        digits(size(number));
        context(context);
        return number.round(context);
    }

    public static BigDecimal negate(BigDecimal number, MathContext context) {
        digits(size(number));
        context(context);
        return number.negate(context);
    }

    public static BigDecimal abs(BigDecimal number, MathContext context) {
        digits(size(number));
        context(context);
        return number.abs(context);
    }

    public static BigDecimal plus(BigDecimal number, MathContext context) {
        digits(size(number));
        context(context);
        return number.plus(context);
    }

    public static String toPlainString(BigDecimal number) {
        digits(size(number));
        return number.toPlainString();
    }

    public static BigInteger toBigInteger(BigDecimal number) {
        digits(size(number));
        return number.toBigInteger();
    }

    public static BigInteger toBigIntegerExact(BigDecimal number) {
        digits(size(number));
        return number.toBigIntegerExact();
    }

    public static long longValue(BigDecimal number) {
        digits(size(number));
        return number.longValue();
    }

    public static int intValue(BigDecimal number) {
        digits(size(number));
        return number.intValue();
    }

    public static long longValueExact(BigDecimal number) {
        digits(size(number));
        return number.longValueExact();
    }

    public static int intValueExact(BigDecimal number) {
        digits(size(number));
        return number.intValueExact();
    }

    public static short shortValueExact(BigDecimal number) {
        digits(size(number));
        return number.shortValueExact();
    }

    public static byte byteValueExact(BigDecimal number) {
        digits(size(number));
        return number.byteValueExact();
    }
}
