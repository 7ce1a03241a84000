package org.archipel.guard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Bounds the operands and results of decimal arithmetic. */
public final class BigDecimals {
    private BigDecimals() {}

    public static BigDecimal scaleByPowerOfTen(BigDecimal number, int power) {
        DecimalSizes.digits(DecimalSizes.size(number) + Math.abs((long) power));
        return number.scaleByPowerOfTen(power);
    }

    public static BigDecimal add(BigDecimal number, BigDecimal other) {
        DecimalSizes.operands(number, other);
        return number.add(other);
    }

    public static BigDecimal add(BigDecimal number, BigDecimal other, MathContext context) {
        DecimalSizes.operands(number, other);
        DecimalSizes.context(context);
        return number.add(other, context);
    }

    public static BigDecimal subtract(BigDecimal number, BigDecimal other) {
        DecimalSizes.operands(number, other);
        return number.subtract(other);
    }

    public static BigDecimal subtract(BigDecimal number, BigDecimal other, MathContext context) {
        DecimalSizes.operands(number, other);
        DecimalSizes.context(context);
        return number.subtract(other, context);
    }

    public static BigDecimal multiply(BigDecimal number, BigDecimal other) {
        DecimalSizes.operands(number, other);
        return number.multiply(other);
    }

    public static BigDecimal multiply(BigDecimal number, BigDecimal other, MathContext context) {
        DecimalSizes.operands(number, other);
        DecimalSizes.context(context);
        return number.multiply(other, context);
    }

    public static BigDecimal divide(BigDecimal number, BigDecimal other) {
        DecimalSizes.operands(number, other);
        return number.divide(other);
    }

    public static BigDecimal divide(BigDecimal number, BigDecimal other, MathContext context) {
        DecimalSizes.operands(number, other);
        DecimalSizes.context(context);
        return number.divide(other, context);
    }

    public static BigDecimal divideToIntegralValue(BigDecimal number, BigDecimal other) {
        DecimalSizes.operands(number, other);
        return number.divideToIntegralValue(other);
    }

    public static BigDecimal divideToIntegralValue(BigDecimal number, BigDecimal other, MathContext context) {
        DecimalSizes.operands(number, other);
        DecimalSizes.context(context);
        return number.divideToIntegralValue(other, context);
    }

    public static BigDecimal remainder(BigDecimal number, BigDecimal other) {
        DecimalSizes.operands(number, other);
        return number.remainder(other);
    }

    public static BigDecimal remainder(BigDecimal number, BigDecimal other, MathContext context) {
        DecimalSizes.operands(number, other);
        DecimalSizes.context(context);
        return number.remainder(other, context);
    }

    public static BigDecimal divide(BigDecimal number, BigDecimal other, RoundingMode mode) {
        DecimalSizes.operands(number, other);
        return number.divide(other, mode);
    }

    public static BigDecimal divide(BigDecimal number, BigDecimal other, int scale, RoundingMode mode) {
        DecimalSizes.operands(number, other);
        DecimalSizes.scale(scale);
        return number.divide(other, scale, mode);
    }

    @SuppressWarnings("deprecation")
    public static BigDecimal divide(BigDecimal number, BigDecimal other, int mode) {
        DecimalSizes.operands(number, other);
        return number.divide(other, mode);
    }

    @SuppressWarnings("deprecation")
    public static BigDecimal divide(BigDecimal number, BigDecimal other, int scale, int mode) {
        DecimalSizes.operands(number, other);
        DecimalSizes.scale(scale);
        return number.divide(other, scale, mode);
    }

    public static BigDecimal[] divideAndRemainder(BigDecimal number, BigDecimal other) {
        DecimalSizes.operands(number, other);
        return number.divideAndRemainder(other);
    }

    public static BigDecimal[] divideAndRemainder(BigDecimal number, BigDecimal other, MathContext context) {
        DecimalSizes.operands(number, other);
        DecimalSizes.context(context);
        return number.divideAndRemainder(other, context);
    }

    public static BigDecimal pow(BigDecimal number, int exponent) {
        DecimalSizes.digits(DecimalSizes.size(number) * Math.max(1, exponent));
        return number.pow(exponent);
    }

    public static BigDecimal pow(BigDecimal number, int exponent, MathContext context) {
        DecimalSizes.digits(DecimalSizes.size(number));
        DecimalSizes.context(context);
        if (context.getPrecision() == 0) {
            DecimalSizes.digits(DecimalSizes.size(number) * Math.max(1, exponent));
        }
        BigDecimal power = number.pow(exponent, context);
        // Its digits are few, however many zeros its exponent stands for.
        DecimalSizes.scale(power.scale());
        return power;
    }

    public static BigDecimal setScale(BigDecimal number, int scale) {
        DecimalSizes.digits(DecimalSizes.size(number));
        DecimalSizes.scale(scale);
        return number.setScale(scale);
    }

    public static BigDecimal setScale(BigDecimal number, int scale, RoundingMode mode) {
        DecimalSizes.digits(DecimalSizes.size(number));
        DecimalSizes.scale(scale);
        return number.setScale(scale, mode);
    }

    @SuppressWarnings("deprecation")
    public static BigDecimal setScale(BigDecimal number, int scale, int mode) {
        DecimalSizes.digits(DecimalSizes.size(number));
        DecimalSizes.scale(scale);
        return number.setScale(scale, mode);
    }

    public static BigDecimal movePointLeft(BigDecimal number, int places) {
        DecimalSizes.digits(DecimalSizes.size(number) + Math.abs((long) places));
        return number.movePointLeft(places);
    }

    public static BigDecimal movePointRight(BigDecimal number, int places) {
        DecimalSizes.digits(DecimalSizes.size(number) + Math.abs((long) places));
        return number.movePointRight(places);
    }

    public static BigDecimal sqrt(BigDecimal number, MathContext context) {
        DecimalSizes.digits(DecimalSizes.size(number));
        DecimalSizes.context(context);
        return number.sqrt(context);
    }

    public static BigDecimal round(BigDecimal number, MathContext context) {
        DecimalSizes.digits(DecimalSizes.size(number));
        DecimalSizes.context(context);
        return number.round(context);
    }

    public static BigDecimal negate(BigDecimal number, MathContext context) {
        DecimalSizes.digits(DecimalSizes.size(number));
        DecimalSizes.context(context);
        return number.negate(context);
    }

    public static BigDecimal abs(BigDecimal number, MathContext context) {
        DecimalSizes.digits(DecimalSizes.size(number));
        DecimalSizes.context(context);
        return number.abs(context);
    }

    public static BigDecimal plus(BigDecimal number, MathContext context) {
        DecimalSizes.digits(DecimalSizes.size(number));
        DecimalSizes.context(context);
        return number.plus(context);
    }

    /** The JDK takes the zeros away one by one, by divisions of the whole number. */
    public static BigDecimal stripTrailingZeros(BigDecimal number) {
        DecimalSizes.digits(number.precision());
        return number.stripTrailingZeros();
    }
}
