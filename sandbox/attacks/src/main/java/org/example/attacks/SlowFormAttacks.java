package org.example.attacks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.DSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** More of what takes seconds or hours in one piece, in forms that look like ordinary ones. */
public final class SlowFormAttacks {
    private static final int MANY = 400_000;

    private SlowFormAttacks() {}

    private static CopyOnWriteArrayList<Object> many() {
        Object[] values = new Object[MANY];
        Arrays.setAll(values, i -> i);
        return new CopyOnWriteArrayList<>(values);
    }

    @Attack(number = 229, title = "Many values added to a list that is copied for each", expected = Verdict.KILLED)
    public static final class Added extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Collections.addAll(new CopyOnWriteArrayList<>(), many().toArray());
        }
    }

    @Attack(number = 229, title = "A list that is copied for each value, turned round", expected = Verdict.KILLED)
    public static final class Reversed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Object> list = many();
            Collections.reverse(list);
            return list.size();
        }
    }

    @Attack(number = 229, title = "A list that is copied for each value, shuffled", expected = Verdict.KILLED)
    public static final class Shuffled extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Object> list = Collections.synchronizedList(many());
            Collections.shuffle(list, new Random(1));
            return list.size();
        }
    }

    @Attack(number = 229, title = "Many equal values removed from a part of a vector", expected = Verdict.KILLED)
    public static final class Removed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Vector<Object> vector = new Vector<>(Collections.nCopies(4_000_000, (Object) "a"));
            vector.subList(0, 3_900_000).removeIf(Predicate.isEqual("a"));
            return vector.size();
        }
    }

    @Attack(number = 230, title = "A date with millions of blanks before it", expected = Verdict.DENIED)
    public static final class Padded extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new DateTimeFormatterBuilder()
                    .padNext(2_000_000)
                    .appendValue(ChronoField.YEAR)
                    .toFormatter(Locale.ROOT)
                    .format(LocalDate.EPOCH)
                    .length();
        }
    }

    @Attack(number = 230, title = "A pattern with millions of blanks before a date", expected = Verdict.DENIED)
    public static final class PaddedPattern extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return DateTimeFormatter.ofPattern("p".repeat(2_000_000) + "y", Locale.ROOT)
                    .format(LocalDate.EPOCH)
                    .length();
        }
    }

    @Attack(number = 230, title = "An address of many accents, in ASCII", expected = Verdict.DENIED)
    public static final class Accents extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return URI.create("http://example.com/a" + "\u0316\u0301".repeat(400_000))
                    .toASCIIString()
                    .length();
        }
    }

    @Attack(
            number = 230,
            title = "Words of a language without blanks between them",
            expected = {Verdict.DENIED, Verdict.ALLOWED},
            because = "the language may not be there")
    public static final class Words extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            BreakIterator words = BreakIterator.getWordInstance(new Locale("th"));
            words.setText("\u0e01".repeat(2_000_000));
            return words.next();
        }
    }

    @Attack(number = 231, title = "A private exponent of millions of digits", expected = Verdict.DENIED)
    public static final class Exponent extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Random random = new Random(1);
            BigInteger modulus = new BigInteger(4_096, random).setBit(4_095).setBit(0);
            BigInteger exponent = new BigInteger(260_000, random);
            PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new RSAPrivateKeySpec(modulus, exponent));
            return signed(key);
        }
    }

    @Attack(number = 231, title = "A private key of 8,192 bits without its primes", expected = Verdict.DENIED)
    public static final class WithoutPrimes extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Random random = new Random(1);
            BigInteger modulus = new BigInteger(8_192, random).setBit(8_191).setBit(0);
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateKeySpec(modulus, new BigInteger(8_190, random)));
            return signed(key);
        }
    }

    @Attack(number = 231, title = "Primes that are larger than the key", expected = Verdict.DENIED)
    public static final class LargePrimes extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Random random = new Random(1);
            BigInteger large = new BigInteger(100_000, random).setBit(0);
            BigInteger modulus = new BigInteger(2_048, random).setBit(2_047).setBit(0);
            BigInteger e = BigInteger.valueOf(65_537);
            return signed(KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(modulus, e, modulus, large, large, large, large, large)));
        }
    }

    private static Object signed(PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(new byte[100]);
        return signature.sign().length;
    }

    @Attack(number = 231, title = "A decimal of a key of millions of digits", expected = Verdict.DENIED)
    public static final class KeyDigits extends Probe {
        // A DSA key (OID 1.2.840.10040.4.1) with parameters 1, 1, 1 and a value of so many bytes.
        private static byte[] encoded(int bytes) {
            byte[] algorithm = {
                0x30, 0x14, 6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x38, 4, 1, 0x30, 9, 2, 1, 1, 2, 1, 1, 2, 1, 1
            };
            byte[] value = element(2, filled(bytes));
            byte[] bits = new byte[value.length + 1];
            System.arraycopy(value, 0, bits, 1, value.length);
            byte[] string = element(3, bits);
            byte[] content = Arrays.copyOf(algorithm, algorithm.length + string.length);
            System.arraycopy(string, 0, content, algorithm.length, string.length);
            return element(0x30, content);
        }

        private static byte[] filled(int bytes) {
            byte[] value = new byte[bytes];
            Arrays.fill(value, (byte) 0x7f);
            return value;
        }

        private static byte[] element(int tag, byte[] content) {
            byte[] element = new byte[content.length + 6];
            element[0] = (byte) tag;
            element[1] = (byte) 0x84;
            for (int i = 0; i < 4; i++) {
                element[2 + i] = (byte) (content.length >>> (24 - 8 * i));
            }
            System.arraycopy(content, 0, element, 6, content.length);
            return element;
        }

        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            DSAPublicKey key = (DSAPublicKey)
                    KeyFactory.getInstance("DSA").generatePublic(new X509EncodedKeySpec(encoded(4_000_000)));
            return new BigDecimal(key.getY()).toString().length();
        }
    }

    @Attack(number = 231, title = "A key of megabytes, wrapped", expected = Verdict.DENIED)
    public static final class Wrapped extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("DESedeWrap");
            cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(new byte[24], "DESede"));
            return cipher.wrap(new SecretKeySpec(new byte[3_000_000], "DESede")).length;
        }
    }

    @Attack(number = 230, title = "The text of more than a million small values", expected = Verdict.DENIED)
    public static final class SmallValues extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Collections.nCopies(1_500_000, 1).toString().length();
        }
    }

    /** Says that it is short. */
    private static final class Short implements CharSequence {
        private final String text;

        Short(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return 1;
        }

        @Override
        public char charAt(int index) {
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Attack(number = 232, title = "A long text that says that it is short, looked for", expected = Verdict.DENIED)
    public static final class Sought extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "a".repeat(4_000_000).contains(new Short("a".repeat(2_000_000) + "b"));
        }
    }

    @Attack(
            number = 232,
            title = "A long text that says that it is short, put for each letter",
            expected = Verdict.DENIED)
    public static final class Replaced extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "a"
                    .repeat(400)
                    .replace("a", new Short("a".repeat(1_000_000)))
                    .length();
        }
    }

    @Attack(number = 232, title = "Accents in a text that says that it is short", expected = Verdict.DENIED)
    public static final class Normalized extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Normalizer.normalize(new Short("\u0316\u0301".repeat(400_000)), Normalizer.Form.NFC)
                    .length();
        }
    }

    /** Holds other values each time that somebody looks. */
    private static final class Changing extends AbstractCollection<Object> {
        private final List<Object> first = List.of("light");
        private final List<Object> later;
        private int looks;

        Changing(List<Object> later) {
            this.later = later;
        }

        @Override
        public Iterator<Object> iterator() {
            return looks++ == 0 ? first.iterator() : later.iterator();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    @Attack(
            number = 232,
            title = "Values that are others when they are added",
            expected = {Verdict.DENIED, Verdict.ALLOWED},
            because = "they are taken as they were when they were looked at")
    public static final class Changed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Object> inner = List.of("a");
            for (int i = 0; i < 40; i++) {
                inner = List.of(inner, inner);
            }
            Set<Object> set = new HashSet<>();
            return set.addAll(new Changing(List.of(inner)));
        }
    }
}
