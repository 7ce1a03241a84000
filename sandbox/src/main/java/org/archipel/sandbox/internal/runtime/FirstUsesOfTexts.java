package org.archipel.sandbox.internal.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.Normalizer;
import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Base64;
import java.util.Currency;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.archipel.guard.PropertyTexts;
import org.archipel.guard.Scanning;

/** Those of {@link FirstUses} that read and write texts: characters, numbers and dates in them, words, and texts by language. */
final class FirstUsesOfTexts {
    private static final byte[] BYTES = new byte[16];

    private FirstUsesOfTexts() {}

    static Object texts() {
        return List.of(
                Base64.getEncoder().encodeToString(BYTES),
                Base64.getMimeDecoder().decode("AAAA"),
                HexFormat.of().formatHex(BYTES),
                "straße".toUpperCase(Locale.ROOT),
                Normalizer.normalize("é", Normalizer.Form.NFD),
                "a,b".split(","),
                new String("é".getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16),
                new String(BYTES, StandardCharsets.ISO_8859_1),
                Character.getName('a'),
                Character.UnicodeBlock.of('a'),
                Character.UnicodeScript.of('a'),
                URI.create("https://example.com/a?b=c").getHost(),
                Locale.forLanguageTag("de-CH").getDisplayName(Locale.ENGLISH));
    }

    static Object formats() {
        return List.of(
                String.format(Locale.ROOT, "%s %d %.2f %tF %x", "a", 1, 1.5, new Date(0), 255),
                new DecimalFormat("#,##0.00").format(1234.5),
                new MessageFormat("{0} {1,number}", Locale.ROOT).format(new Object[] {"a", 1}),
                new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT).format(new Date(0)),
                Currency.getInstance("EUR").getSymbol(Locale.GERMANY),
                java.text.NumberFormat.getCurrencyInstance(Locale.US).format(1.5),
                java.text.Collator.getInstance(Locale.FRANCE).compare("a", "b"),
                java.text.BreakIterator.getWordInstance(Locale.ENGLISH));
    }

    static Object dates() {
        ZonedDateTime time = ZonedDateTime.of(2024, 2, 29, 12, 0, 0, 0, ZoneId.of("Europe/Paris"));
        return List.of(
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time),
                DateTimeFormatter.RFC_1123_DATE_TIME.format(time),
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL)
                        .withLocale(Locale.FRANCE)
                        .format(time),
                DateTimeFormatter.ofPattern("EEEE d MMMM uuuu zzzz", Locale.ENGLISH)
                        .format(time),
                LocalDate.parse("2024-02-29"),
                java.time.Duration.parse("PT1H30M"),
                java.time.Period.parse("P1Y2M3D"),
                JapaneseDate.now(),
                ZoneId.getAvailableZoneIds().size());
    }

    static Object expressions() {
        return List.of(
                Pattern.compile("(?iu)(\\p{L}+|\\d{2,})(?=\\s)\\b\\R?")
                        .matcher("abc 12")
                        .find(),
                "a1b2".replaceAll("[0-9]", "#"),
                Pattern.compile("\\p{IsGreek}|\\p{InArrows}|\\X").matcher("a").find());
    }

    static Object resources() throws IOException {
        ResourceBundle texts = ResourceBundle.getBundle(
                "org.archipel.none", Locale.ROOT, FirstUsesOfTexts.class.getClassLoader(), new OneText());
        ServiceLoader<Runnable> providers = ServiceLoader.load(Runnable.class, FirstUsesOfTexts.class.getClassLoader());
        return List.of(
                texts.getString("a"),
                texts.keySet(),
                providers.iterator().hasNext(),
                providers.findFirst(),
                providers.stream().count());
    }

    static Object words() {
        Scanner words = Scanning.useDelimiter(new Scanner("1 2.5 true\na,b\nc").useLocale(Locale.ROOT), "\\s");
        return List.of(
                words.nextInt(),
                words.nextDouble(),
                words.nextBoolean(),
                words.hasNextLong(),
                words.next(),
                words.nextLine());
    }

    /** Makes a bundle in the JDK's own way, without a file. */
    private static final class OneText extends ResourceBundle.Control {
        @Override
        public long getTimeToLive(String name, Locale locale) {
            return TTL_DONT_CACHE;
        }

        @Override
        public ResourceBundle newBundle(String name, Locale locale, String format, ClassLoader loader, boolean reload)
                throws IOException {
            return new PropertyResourceBundle(
                    PropertyTexts.checked(new ByteArrayInputStream("a=b".getBytes(StandardCharsets.UTF_8))));
        }
    }
}
