package org.example.attacks;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.text.DecimalFormat;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Pieces of work of the JDK and of Jackson that take seconds or more, given much or something odd. Each ends by itself if nothing stops it. */
public final class SlowPieceAttacks {
    private SlowPieceAttacks() {}

    @Attack(number = 215, title = "A stream of a thousand stages of the JDK", expected = Verdict.KILLED)
    public static final class Stages extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Stream<Integer> stream = Collections.nCopies(4_000_000, 1).stream();
            for (int i = 0; i < 1_000; i++) {
                stream = stream.skip(1);
            }
            return stream.reduce(1, Math::max);
        }
    }

    @Attack(number = 215, title = "A long list of few long texts, sorted", expected = Verdict.KILLED)
    public static final class Sorted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String one = "a".repeat(4_000_000) + "b";
            String other = "a".repeat(4_000_000) + "c";
            String[] texts = new String[100_000];
            Random random = new Random(1);
            for (int i = 0; i < texts.length; i++) {
                texts[i] = random.nextBoolean() ? one : other;
            }
            Arrays.sort(texts);
            return texts.length;
        }
    }

    @Attack(number = 215, title = "Long lists of one long text, compared", expected = Verdict.DENIED)
    public static final class LongTexts extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String one = "a".repeat(4_000_000);
            String other = "a".repeat(4_000_000);
            return Collections.nCopies(100_000, one).equals(new ArrayList<>(Collections.nCopies(100_000, other)));
        }
    }

    @Attack(
            number = 215,
            title = "Exceptions in a circle",
            expected = {Verdict.DENIED, Verdict.REFUSED},
            because = "java.sql may not be there at all")
    public static final class Circle extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            SQLException exception = new SQLException();
            exception.setNextException(exception);
            exception.setNextException(exception);
            return "never";
        }
    }

    @Attack(
            number = 216,
            title = "A prime of many digits",
            expected = {Verdict.KILLED, Verdict.DENIED},
            because = "its size or its budget ends first")
    public static final class Prime extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return BigInteger.ONE.shiftLeft(4_000).nextProbablePrime().bitLength();
        }
    }

    @Attack(number = 216, title = "The greatest common divisor of large numbers", expected = Verdict.DENIED)
    public static final class Divisor extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Random random = new Random(1);
            BigInteger one = new BigInteger(250_000, random);
            BigInteger result = one;
            for (int i = 0; i < 20; i++) {
                result = one.gcd(new BigInteger(250_000, random));
            }
            return result.bitLength();
        }
    }

    @Attack(number = 216, title = "A decimal of many zeros, without them", expected = Verdict.DENIED)
    public static final class Zeros extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new BigDecimal(BigInteger.TEN.pow(70_000))
                    .stripTrailingZeros()
                    .scale();
        }
    }

    @Attack(number = 216, title = "A decimal of millions of digits, from a format", expected = Verdict.DENIED)
    public static final class Parsed extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ParseException {
            DecimalFormat format = new DecimalFormat("0");
            format.setParseBigDecimal(true);
            return format.parse("9".repeat(1_500_000)).toString().length();
        }
    }

    @Attack(number = 216, title = "A number of a million digits, from JSON", expected = Verdict.DENIED)
    public static final class JsonNumber extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            JsonMapper mapper = new JsonMapper();
            mapper.getFactory()
                    .setStreamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(10_000_000)
                            .build());
            return mapper.readValue("9".repeat(1_500_000), BigInteger.class).bitLength();
        }
    }

    @Attack(number = 217, title = "Languages in many ranges", expected = Verdict.DENIED)
    public static final class Ranges extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            StringBuilder ranges = new StringBuilder("en");
            for (int i = 0; i < 40_000; i++) {
                ranges.append(",x-").append(i);
            }
            return Locale.LanguageRange.parse(ranges.toString()).size();
        }
    }

    @Attack(number = 217, title = "A slow digest of many bytes", expected = Verdict.KILLED)
    public static final class SlowDigest extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            return MessageDigest.getInstance("MD2").digest(new byte[30_000_000]).length;
        }
    }

    private static byte[] slowToPack() {
        byte[] bytes = new byte[12_000_000];
        Random random = new Random(1);
        byte[] period = new byte[250];
        random.nextBytes(period);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = i % 251 == 250 ? (byte) random.nextInt() : period[i % 251 % 250];
        }
        return bytes;
    }

    @Attack(number = 217, title = "Bytes that are slow to pack, written at once", expected = Verdict.KILLED)
    public static final class SlowPacking extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            byte[] bytes = slowToPack();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
            for (int i = 0; i < 20; i++) {
                try (DeflaterOutputStream out = new DeflaterOutputStream(packed, best)) {
                    out.write(bytes);
                }
                best.reset();
            }
            return packed.size();
        }
    }

    @Attack(
            number = 217,
            title = "Bytes that are slow to pack, in one piece",
            expected = {Verdict.KILLED, Verdict.ALLOWED},
            because = "packed piece by piece, it may end within its budget")
    public static final class SlowDeflater extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
            best.setInput(slowToPack());
            best.finish();
            return best.deflate(new byte[20_000_000]);
        }
    }

    @Attack(number = 218, title = "All countries in all languages", expected = Verdict.DENIED)
    public static final class Countries extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Set<Locale> locales = new HashSet<>();
            for (String language : Locale.getISOLanguages()) {
                for (String country : Locale.getISOCountries()) {
                    locales.add(new Locale(language, country));
                }
            }
            return locales.size();
        }
    }

    @Attack(number = 215, title = "A list in a thousand wrappers", expected = Verdict.DENIED)
    public static final class Wrapped extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Integer> list = Collections.nCopies(4_000_000, 1);
            for (int i = 0; i < 500; i++) {
                list = Collections.unmodifiableList(Collections.synchronizedList(list));
            }
            return list.hashCode();
        }
    }

    @Attack(number = 215, title = "Millions of numbers, sorted again and again", expected = Verdict.KILLED)
    public static final class NumbersSorted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            int[] numbers = new int[6_000_000];
            Random random = new Random(1);
            for (int times = 0; times < 20; times++) {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = random.nextInt();
                }
                Arrays.sort(numbers);
            }
            return numbers[0];
        }
    }

    @Attack(number = 217, title = "Letters that become two in lower case", expected = Verdict.DENIED)
    public static final class Growing extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "\u0130".repeat(400_000).toLowerCase(Locale.ROOT).length();
        }
    }

    @Attack(number = 217, title = "A key of a million iterations", expected = Verdict.KILLED)
    public static final class Derived extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec("password".toCharArray(), new byte[16], 1_000_000, 512))
                    .getEncoded()
                    .length;
        }
    }

    @Attack(number = 217, title = "Triple DES of many bytes", expected = Verdict.KILLED)
    public static final class SlowCipher extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[24], "DESede"));
            byte[] bytes = new byte[16_000_000];
            int length = 0;
            for (int i = 0; i < 10; i++) {
                length += cipher.doFinal(bytes).length;
            }
            return length;
        }
    }
}
