package org.archipel.guard;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.CharBuffer;

/** Decimal numbers that are made: of texts, of digits and an exponent. */
public final class DecimalTexts {
    private DecimalTexts() {}

    public static void newMathContext(int precision) {
        DecimalSizes.digits(precision);
    }

    public static void newMathContext(int precision, RoundingMode mode) {
        DecimalSizes.digits(precision);
    }

    private static void text(CharSequence text) {
        BigNumbers.digits(text.length());
        int exponent = exponent(text);
        long value = 0;
        for (int i = exponent; i < text.length() && value <= DecimalSizes.MOST_DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), 10);
            value = digit < 0 ? value : value * 10 + digit;
        }
        DecimalSizes.digits(value);
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

    public static void newBigDecimal(BigInteger digits) {
        BigNumbers.checkBits(digits);
    }

    public static void newBigDecimal(BigInteger digits, MathContext context) {
        BigNumbers.checkBits(digits);
    }

    public static void newBigDecimal(BigInteger digits, int scale) {
        BigNumbers.checkBits(digits);
        DecimalSizes.scale(scale);
    }

    public static void newBigDecimal(BigInteger digits, int scale, MathContext context) {
        BigNumbers.checkBits(digits);
        DecimalSizes.scale(scale);
    }

    public static BigDecimal valueOf(long digits, int scale) {
        DecimalSizes.scale(scale);
        return BigDecimal.valueOf(digits, scale);
    }
}
