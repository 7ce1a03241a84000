package org.example.attacks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Bidi;
import java.text.MessageFormat;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.zip.Deflater;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Attacks by operands: small ones that mean large ones, and such as say something else when they are asked again. */
public final class OperandAttacks {
    private static final int MEBI = 1 << 20;

    private OperandAttacks() {}

    private static Object nested() {
        Object nested = "a";
        for (int i = 0; i < 40; i++) {
            nested = Arrays.asList(nested, nested);
        }
        return nested;
    }

    private static List<Integer> numbers() {
        Integer[] numbers = new Integer[MEBI];
        Arrays.setAll(numbers, i -> i);
        return Arrays.asList(numbers);
    }

    @Attack(
            number = 430,
            title = "A number that is shifted to the right by less than nothing",
            expected = Verdict.DENIED,
            by = "bits")
    public static final class ShiftedBack extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return BigInteger.ONE
                    .shiftRight(-400_000_000)
                    .subtract(BigInteger.ONE)
                    .toString()
                    .length();
        }
    }

    @Attack(
            number = 430,
            title = "A power of few digits and two milliard zeros",
            expected = Verdict.DENIED,
            by = "digits")
    public static final class Power extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return BigDecimal.TEN.pow(999_999_999, new MathContext(12)).toBigInteger();
        }
    }

    @Attack(
            number = 431,
            title = "A megabyte of capital sigmas in small letters",
            expected = Verdict.DENIED,
            by = "sigmas")
    public static final class Sigmas extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "\u03a3".repeat(MEBI).toLowerCase(Locale.ROOT).length();
        }
    }

    @Attack(
            number = 431,
            title = "A digest whose name is long in capitals",
            expected = Verdict.DENIED,
            by = "become several")
    public static final class Name extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            return MessageDigest.getInstance("\u00df".repeat(4 * MEBI)).getAlgorithm();
        }
    }

    @Attack(
            number = 432,
            title = "A format of two hundred thousand wide places",
            expected = Verdict.DENIED,
            by = "in one piece")
    public static final class Places extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.format("%1$9999d".repeat(200_000), 1).length();
        }
    }

    @Attack(
            number = 432,
            title = "A list of a long text in two hundred places",
            expected = Verdict.DENIED,
            by = "in one piece")
    public static final class Held extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String places = "%1$s".repeat(200);
            Object held = List.of(Optional.of("x".repeat(MEBI)));
            return places.formatted(held).length();
        }
    }

    @Attack(
            number = 432,
            title = "A message whose pattern is another one by the time that it is written",
            expected = Verdict.DENIED,
            by = "in one piece")
    public static final class Changing extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            MessageFormat message = new MessageFormat("{0}{1}");
            Object first = new Object() {
                @Override
                public String toString() {
                    message.applyPattern("{1}".repeat(20_000));
                    return "";
                }
            };
            return message.format(new Object[] {first, "x".repeat(MEBI)}).length();
        }
    }

    @Attack(
            number = 433,
            title = "A key whose blocks go through a salt of megabytes",
            expected = Verdict.DENIED,
            by = "a salt")
    public static final class Salt extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(new char[] {'a'}, new byte[16 * MEBI], 1, 16 * MEBI))
                    .getEncoded()
                    .length;
        }
    }

    @Attack(
            number = 434,
            title = "A buffer to be packed, whose limit is set when it is given already",
            expected = Verdict.ALLOWED)
    public static final class Limit extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ByteBuffer bytes = ByteBuffer.wrap(new byte[24 * MEBI]);
            bytes.limit(1);
            Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
            deflater.setInput(bytes);
            bytes.limit(bytes.capacity());
            deflater.finish();
            deflater.deflate(new byte[MEBI]);
            if (deflater.getBytesRead() != 1) {
                throw new IllegalStateException("packed " + deflater.getBytesRead());
            }
            return 1;
        }
    }

    @Attack(
            number = 435,
            title = "A map that tells other keys than its entries have",
            expected = Verdict.DENIED,
            by = "counted each time")
    public static final class OtherKeys extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Object key = nested();
            return new HashMap<>(new AbstractMap<Object, Object>() {
                        @Override
                        public Set<Object> keySet() {
                            return new HashSet<>();
                        }

                        @Override
                        public Set<Entry<Object, Object>> entrySet() {
                            return Collections.singleton(new SimpleEntry<>(key, 1));
                        }
                    })
                    .size();
        }
    }

    @Attack(
            number = 436,
            title = "A text in two directions that says where it ends",
            expected = Verdict.DENIED,
            by = "java.text.Bidi")
    public static final class Ends extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new Bidi(new MessageFormat("{0}").formatToCharacterIterator(new Object[] {"a"})).getLength();
        }
    }

    @Attack(
            number = 437,
            title = "A million values put into a set that looks one by one, called a set",
            expected = Verdict.DENIED,
            by = "one by one")
    public static final class Added extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Set<Integer> set = new CopyOnWriteArraySet<>();
            return set.addAll(numbers());
        }
    }

    /** Says that it holds one element, or holds few when it is looked at first. */
    private static final class Lying extends AbstractCollection<Object> {
        private final Collection<?> first;
        private final Collection<?> then;
        private final int size;
        private int asked;

        private Lying(Collection<?> first, Collection<?> then, int size) {
            this.first = first;
            this.then = then;
            this.size = size;
        }

        @Override
        public Iterator<Object> iterator() {
            return Collections.<Object>unmodifiableCollection(asked++ == 0 ? first : then)
                    .iterator();
        }

        @Override
        public int size() {
            return size;
        }
    }

    @Attack(
            number = 438,
            title = "Removing a million values, of a collection that says that it holds one",
            expected = Verdict.KILLED)
    public static final class Removed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Integer> list = new ArrayList<>(Collections.nCopies(MEBI, -1));
            return list.removeAll(new Lying(numbers(), numbers(), 1));
        }
    }

    @Attack(
            number = 438,
            title = "A queue of long texts that were not there when they were looked at",
            expected = Verdict.ALLOWED)
    public static final class Queued extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<String> texts = List.of("b".repeat(MEBI) + 1, "b".repeat(MEBI) + 2);
            List<Object> many = new ArrayList<>();
            for (int i = 0; i < MEBI; i++) {
                many.add(texts.get(i & 1));
            }
            return new PriorityQueue<>(new Lying(List.of("a"), many, MEBI)).size();
        }
    }

    @Attack(number = 439, title = "Texts of lists and numbers, as one formats them", expected = Verdict.ALLOWED)
    public static final class Ordinary extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.format(
                    Locale.ROOT, "%s %5d %,.2f at 20240131 %<s %2$d", List.of(1, Map.of("a", 2)), 7, 1234.5);
        }
    }
}
