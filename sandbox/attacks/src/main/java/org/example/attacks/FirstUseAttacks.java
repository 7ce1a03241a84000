package org.example.attacks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.Authenticator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Base64;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Being the first to use something of the JDK, at a moment at which it cannot be made: it would be broken for the whole process. */
public final class FirstUseAttacks {
    private static final byte[] BYTES = new byte[16];

    private FirstUseAttacks() {}

    // What had broken would throw NoClassDefFoundError, here and everywhere in the process.
    @Attack(number = 108, title = "First uses of numbers and chance where the stack ends", expected = Verdict.ALLOWED)
    public static final class PoisonedNumbers extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(numbers());
        }
    }

    @Attack(number = 108, title = "First uses of texts and formats where the stack ends", expected = Verdict.ALLOWED)
    public static final class PoisonedTexts extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(texts());
        }
    }

    @Attack(number = 108, title = "First uses of dates and streams where the stack ends", expected = Verdict.ALLOWED)
    public static final class PoisonedDates extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(dates());
        }
    }

    @Attack(
            number = 384,
            title = "First uses of enums by their class, where the stack ends",
            expected = Verdict.ALLOWED)
    public static final class PoisonedEnums extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(List.of(
                    () -> Authenticator.RequestorType.class.getEnumConstants().length,
                    () -> EnumSet.allOf(Character.UnicodeScript.class).size(),
                    () -> String[].class.describeConstable().isPresent(),
                    () -> FormatStyle.FULL.describeConstable().isPresent()));
        }
    }

    // Ordinary uses, each of which makes something the first time that it is done in a process.
    private static List<Callable<?>> numbers() {
        return List.of(
                UUID::randomUUID,
                () -> new SecureRandom().nextInt(),
                () -> ThreadLocalRandom.current().nextInt(),
                () -> MessageDigest.getInstance("SHA-384").digest(BYTES),
                FirstUseAttacks::mac,
                () -> new BigDecimal("12345.678")
                        .setScale(2, RoundingMode.HALF_EVEN)
                        .toPlainString(),
                () -> BigInteger.valueOf(3).pow(1_000).toString(36),
                FirstUseAttacks::checksum);
    }

    private static List<Callable<?>> texts() {
        return List.of(
                () -> Base64.getMimeEncoder().encodeToString(BYTES),
                () -> HexFormat.ofDelimiter(":").formatHex(BYTES),
                () -> Normalizer.normalize("e\u0301", Normalizer.Form.NFC),
                () -> "stra\u00dfe".toUpperCase(Locale.GERMANY),
                () -> new String("a".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE),
                () -> String.format(Locale.ITALY, "%,.2f %e %tB", 1234.5, 1.5, LocalDate.EPOCH),
                () -> new DecimalFormat("#,##0.00").format(1234.5),
                () -> new MessageFormat("{0,number} {1}", Locale.ROOT).format(new Object[] {1, "a"}),
                () -> Currency.getInstance("CHF").getDisplayName(Locale.ENGLISH));
    }

    private static List<Callable<?>> dates() {
        return List.of(
                () -> ZonedDateTime.of(2024, 3, 31, 2, 30, 0, 0, ZoneId.of("Europe/Zurich"))
                        .toString(),
                () -> DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(Locale.JAPAN)
                        .format(LocalDate.EPOCH),
                () -> DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.FRANCE)
                        .format(LocalDate.EPOCH),
                () -> java.time.chrono.HijrahDate.from(LocalDate.EPOCH),
                () -> Pattern.compile("(?iu)\\p{IsGreek}|\\b\\w+(?=\\s)|\\X")
                        .matcher("abc 12")
                        .find(),
                () -> IntStream.range(0, 5)
                        .boxed()
                        .collect(Collectors.groupingBy(i -> i % 2, Collectors.averagingInt(i -> i))));
    }

    private static Object mac() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA384");
        mac.init(new SecretKeySpec(BYTES, "HmacSHA384"));
        return mac.doFinal(BYTES);
    }

    private static Object checksum() {
        CRC32 checksum = new CRC32();
        checksum.update(BYTES);
        return checksum.getValue();
    }
}
