package org.archipel.guard;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimal numbers that are written out, with all the zeros that their exponents stand for. */
public final class DecimalConversions {
    private DecimalConversions() {}

    public static String toPlainString(BigDecimal number) {
        DecimalSizes.digits(DecimalSizes.size(number));
        return number.toPlainString();
    }

    public static BigInteger toBigInteger(BigDecimal number) {
        DecimalSizes.digits(DecimalSizes.size(number));
        return number.toBigInteger();
    }

    public static BigInteger toBigIntegerExact(BigDecimal number) {
        DecimalSizes.digits(DecimalSizes.size(number));
        return number.toBigIntegerExact();
    }

    public static long longValue(BigDecimal number) {
        DecimalSizes.digits(DecimalSizes.size(number));
        return number.longValue();
    }

    public static int intValue(BigDecimal number) {
        DecimalSizes.digits(DecimalSizes.size(number));
        return number.intValue();
    }

    public static long longValueExact(BigDecimal number) {
        DecimalSizes.digits(DecimalSizes.size(number));
        return number.longValueExact();
    }

    public static int intValueExact(BigDecimal number) {
        DecimalSizes.digits(DecimalSizes.size(number));
        return number.intValueExact();
    }

    public static short shortValueExact(BigDecimal number) {
        DecimalSizes.digits(DecimalSizes.size(number));
        return number.shortValueExact();
    }

    public static byte byteValueExact(BigDecimal number) {
        DecimalSizes.digits(DecimalSizes.size(number));
        return number.byteValueExact();
    }
}
