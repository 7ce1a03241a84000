package org.archipel.guard;

import java.math.BigInteger;
import java.util.Random;

/** Bounds the size of numbers, and so the time of the operations that the JDK runs in one piece. */
public final class BigNumbers {
    // Of one number; about 78,000 digits.
    private static final int MOST_BITS = 1 << 18;
    // Where time grows with the third power.
    private static final int MOST_BITS_OF_POWERS = 1 << 13;
    private static final int MOST_BITS_OF_PRIMES = 1 << 12;
    private static final int MOST_BITS_OF_DIVISORS = 1 << 15;
    private static final int MOST_DIGITS = 78_000;
    // The JDK finds primes of so many bits in a moment.
    private static final int FEW_BITS = 512;
    private static final int CERTAINTY = 100;
    private static final BigInteger SMALL_PRIMES = product(3, 2_000);

    private BigNumbers() {}

    private static BigInteger product(int from, int to) {
        BigInteger product = BigInteger.ONE;
        for (int i = from; i < to; i += 2) {
            BigInteger number = BigInteger.valueOf(i);
            product = number.isProbablePrime(CERTAINTY) ? product.multiply(number) : product;
        }
        return product;
    }

    static SecurityException tooLarge(long size, String unit) {
        return new SecurityException("not allowed to extensions: a number of " + size + " " + unit);
    }

    private static void bits(long bits, int most) {
        Checkpoint.check();
        if (bits > most) {
            throw tooLarge(bits, "bits");
        }
    }

    /** Keys of the JDK hold numbers that were not made here. */
    static void checkBits(BigInteger number) {
        bits(number.bitLength(), MOST_BITS);
    }

    private static void operands(BigInteger first, BigInteger second) {
        bits((long) first.bitLength() + second.bitLength(), 2 * MOST_BITS);
    }

    static void digits(int length) {
        Checkpoint.check();
        if (length > MOST_DIGITS) {
            throw tooLarge(length, "digits");
        }
    }

    public static void newBigInteger(String text) {
        digits(text.length());
    }

    public static void newBigInteger(String text, int radix) {
        digits(text.length());
        int bitsOfDigit = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, radix - 1));
        bits((long) text.length() * bitsOfDigit, 2 * MOST_BITS / (radix > 10 ? 2 : 1));
    }

    public static void newBigInteger(byte[] bytes) {
        bits(8L * bytes.length, MOST_BITS);
    }

    public static void newBigInteger(byte[] bytes, int offset, int length) {
        bits(8L * length, MOST_BITS);
    }

    public static void newBigInteger(int sign, byte[] bytes) {
        bits(8L * bytes.length, MOST_BITS);
    }

    public static void newBigInteger(int sign, byte[] bytes, int offset, int length) {
        bits(8L * length, MOST_BITS);
    }

    public static void newBigInteger(int bits, Random random) {
        bits(bits, MOST_BITS);
    }

    /** It looks for a prime in one piece; {@link #probablePrime} does not. */
    public static void newBigInteger(int bits, int certainty, Random random) {
        bits(bits, MOST_BITS_OF_PRIMES >> 2);
    }

    public static BigInteger probablePrime(int bits, Random random) {
        bits(bits, MOST_BITS_OF_PRIMES);
        if (bits < FEW_BITS) {
            return BigInteger.probablePrime(bits, random);
        }
        BigInteger highest = BigInteger.ONE.shiftLeft(bits - 1);
        while (true) {
            BigInteger start = new BigInteger(bits - 1, random).or(highest);
            BigInteger prime = next(start, highest.shiftLeft(1));
            if (prime.bitLength() == bits) {
                return prime;
            }
        }
    }

    // As the JDK looks for it, with a checkpoint before each candidate.
    private static BigInteger next(BigInteger from, BigInteger end) {
        BigInteger candidate = from.setBit(0);
        while (candidate.compareTo(end) < 0) {
            Checkpoint.check();
            if (candidate.gcd(SMALL_PRIMES).equals(BigInteger.ONE) && candidate.isProbablePrime(CERTAINTY)) {
                return candidate;
            }
            candidate = candidate.add(BigInteger.TWO);
        }
        return end;
    }

    /** It makes a number of as many bits, which can be asked for. */
    public static void newECFieldF2m(int bits, int... terms) {
        bits(bits, MOST_BITS);
    }

    public static BigInteger add(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.add(other);
    }

    public static BigInteger subtract(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.subtract(other);
    }

    public static BigInteger multiply(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.multiply(other);
    }

    public static BigInteger divide(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.divide(other);
    }

    public static BigInteger remainder(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.remainder(other);
    }

    public static BigInteger mod(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.mod(other);
    }

    public static BigInteger gcd(BigInteger number, BigInteger other) {
        bits(Math.max(number.bitLength(), other.bitLength()), MOST_BITS_OF_DIVISORS);
        return number.gcd(other);
    }

    public static BigInteger and(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.and(other);
    }

    public static BigInteger or(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.or(other);
    }

    public static BigInteger xor(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.xor(other);
    }

    public static BigInteger andNot(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.andNot(other);
    }

    public static BigInteger[] divideAndRemainder(BigInteger number, BigInteger other) {
        operands(number, other);
        return number.divideAndRemainder(other);
    }

    public static BigInteger pow(BigInteger number, int exponent) {
        bits((long) number.bitLength() * Math.max(0, exponent), 2 * MOST_BITS);
        return number.pow(exponent);
    }

    public static BigInteger modPow(BigInteger number, BigInteger exponent, BigInteger modulus) {
        bits(Math.max(number.bitLength(), Math.max(exponent.bitLength(), modulus.bitLength())), MOST_BITS_OF_PRIMES);
        return number.modPow(exponent, modulus);
    }

    public static BigInteger modInverse(BigInteger number, BigInteger modulus) {
        bits(Math.max(number.bitLength(), modulus.bitLength()), MOST_BITS_OF_POWERS);
        return number.modInverse(modulus);
    }

    public static BigInteger shiftLeft(BigInteger number, int distance) {
        bits((long) number.bitLength() + distance, 2 * MOST_BITS);
        return number.shiftLeft(distance);
    }

    /** A negative distance shifts to the left. */
    public static BigInteger shiftRight(BigInteger number, int distance) {
        bits((long) number.bitLength() - distance, 2 * MOST_BITS);
        return number.shiftRight(distance);
    }

    public static BigInteger setBit(BigInteger number, int bit) {
        bits(bit, 2 * MOST_BITS);
        return number.setBit(bit);
    }

    public static BigInteger clearBit(BigInteger number, int bit) {
        bits(bit, 2 * MOST_BITS);
        return number.clearBit(bit);
    }

    public static BigInteger flipBit(BigInteger number, int bit) {
        bits(bit, 2 * MOST_BITS);
        return number.flipBit(bit);
    }

    public static boolean isProbablePrime(BigInteger number, int certainty) {
        bits(number.bitLength(), MOST_BITS_OF_PRIMES);
        return number.isProbablePrime(certainty);
    }

    public static BigInteger nextProbablePrime(BigInteger number) {
        bits(number.bitLength(), MOST_BITS_OF_PRIMES);
        return number.bitLength() < FEW_BITS || number.signum() < 0
                ? number.nextProbablePrime()
                : next(number.add(BigInteger.ONE), BigInteger.ONE.shiftLeft(2 * MOST_BITS_OF_PRIMES));
    }

    public static BigInteger sqrt(BigInteger number) {
        bits(number.bitLength(), MOST_BITS);
        return number.sqrt();
    }

    public static String toString(BigInteger number) {
        bits(number.bitLength(), 2 * MOST_BITS);
        return number.toString();
    }

    public static String toString(BigInteger number, int radix) {
        bits(number.bitLength(), 2 * MOST_BITS);
        return number.toString(radix);
    }
}
