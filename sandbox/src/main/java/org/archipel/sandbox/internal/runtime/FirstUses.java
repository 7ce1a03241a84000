package org.archipel.sandbox.internal.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.text.Normalizer;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.ws.rs.core.Response;
import org.archipel.guard.BigNumbers;
import org.archipel.guard.Bulk;
import org.archipel.guard.Collecting;
import org.archipel.guard.DateTemplates;
import org.archipel.guard.EntrySets;
import org.archipel.guard.Functions;
import org.archipel.guard.IntStreams;
import org.archipel.guard.Keys;
import org.archipel.guard.Locales;
import org.archipel.guard.Orders;
import org.archipel.guard.Regex;
import org.archipel.guard.Streams;
import org.archipel.guard.Strings;
import org.archipel.guard.Texts;
import org.archipel.guard.TimeZones;
import org.archipel.guard.Weights;

/**
 * Uses what lies behind the classes that extensions may use and is made only at the first use: tables, providers, caches, the inner
 * classes that hold them.
 */
final class FirstUses {
    private static final byte[] KEY = new byte[16];

    private FirstUses() {}

    /** Each use by what it is for. */
    static Map<String, Callable<?>> all() {
        Map<String, Callable<?>> uses = new LinkedHashMap<>();
        uses.put("random numbers", FirstUses::random);
        uses.put("digests", FirstUses::digests);
        uses.put("encryption", FirstUses::encryption);
        uses.put("keys and signatures", FirstUses::keys);
        uses.put("numbers", FirstUses::numbers);
        uses.put("texts", FirstUsesOfTexts::texts);
        uses.put("formats", FirstUsesOfTexts::formats);
        uses.put("dates", FirstUsesOfTexts::dates);
        uses.put("expressions", FirstUsesOfTexts::expressions);
        uses.put("words", FirstUsesOfTexts::words);
        uses.put("streams", FirstUses::streams);
        uses.put("collections", FirstUses::collections);
        uses.put("compression", FirstUses::compression);
        uses.put("logging", FirstUses::logging);
        uses.put("texts by language and providers", FirstUsesOfTexts::resources);
        uses.put("switches", FirstUsesOfCallSites::switches);
        uses.put("records", FirstUsesOfCallSites::records);
        uses.put("descriptions", FirstUsesOfCallSites::descriptions);
        uses.put("guards", FirstUses::guards);
        return uses;
    }

    private static Object random() {
        SecureRandom random = new SecureRandom();
        return List.of(
                UUID.randomUUID(),
                random.nextInt(),
                ThreadLocalRandom.current().nextInt(),
                Math.random(),
                new Random(1).ints(2, 0, 10).sum(),
                new Random(1).longs(2).sum(),
                new Random(1).doubles(2).sum(),
                new SplittableRandom(1).ints(2).sum());
    }

    private static Object digests() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return List.of(
                mac.doFinal(KEY),
                MessageDigest.getInstance("SHA-256").digest(KEY),
                MessageDigest.getInstance("SHA-512").digest(KEY),
                MessageDigest.getInstance("SHA-1").digest(KEY),
                MessageDigest.getInstance("MD5").digest(KEY));
    }

    private static Object encryption() throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, new byte[12]));
        return List.of(cipher.doFinal(KEY), SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256"));
    }

    private static Object keys() throws Exception {
        return List.of(
                KeyFactory.getInstance("RSA"),
                KeyFactory.getInstance("EC"),
                Signature.getInstance("SHA256withRSA"),
                Signature.getInstance("SHA256withECDSA"),
                Signature.getInstance("Ed25519"));
    }

    private static Object numbers() {
        return List.of(
                new BigDecimal("12345.678").setScale(2, RoundingMode.HALF_EVEN).toPlainString(),
                new BigDecimal("1e300").multiply(new BigDecimal("3.14159")).toBigInteger(),
                BigInteger.valueOf(3)
                        .pow(2_000)
                        .multiply(BigInteger.valueOf(7).pow(2_000))
                        .toString(),
                BigInteger.valueOf(97).isProbablePrime(20),
                Double.toString(1.1e-5),
                Double.parseDouble("0x1.8p1"),
                Float.toString(1.5f),
                Long.toString(42, 36),
                Math.pow(1.5, 2.5));
    }

    private static Object streams() {
        return List.of(
                Stream.of("b", "a").sorted().collect(Collectors.groupingBy(String::length, Collectors.counting())),
                Stream.of(1, 2, 3).collect(Collectors.partitioningBy(i -> i > 1, Collectors.summarizingInt(i -> i))),
                Stream.of("a").collect(Collectors.toUnmodifiableMap(a -> a, a -> a)),
                Stream.of("a", "b").collect(Collectors.joining(",", "[", "]")),
                IntStream.range(0, 10).boxed().distinct().limit(3).skip(1).toList());
    }

    private static Object collections() {
        ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>(Map.of("a", 1));
        map.merge("a", 1, Integer::sum);
        return List.of(
                map,
                CompletableFuture.completedFuture(1).thenApply(i -> i + 1).join(),
                new java.util.concurrent.ConcurrentSkipListMap<>(Map.of("a", 1)),
                new java.util.concurrent.locks.ReentrantLock().tryLock(),
                java.util.EnumSet.allOf(FormatStyle.class),
                // One of more than 64.
                java.util.EnumSet.allOf(Character.UnicodeScript.class),
                new java.util.EnumMap<>(Map.of(FormatStyle.FULL, 1)));
    }

    private static Object compression() {
        CRC32 checksum = new CRC32();
        checksum.update(KEY);
        Deflater deflater = new Deflater();
        deflater.setInput(KEY);
        deflater.finish();
        int length = deflater.deflate(new byte[64]);
        deflater.end();
        return List.of(checksum.getValue(), length);
    }

    private static Object logging() {
        return List.of(
                LogManager.getLogManager(),
                new LogRecord(Level.INFO, "a").getInstant(),
                Logger.getAnonymousLogger().isLoggable(Level.INFO),
                FirstUses.class.getPackage().getName(),
                System.Logger.Level.INFO.getSeverity());
    }

    // What they link at their first use belongs to everyone as well.
    private static Object guards() {
        Object[] held = {
            List.of(1),
            Map.of(1, 2),
            Optional.of(3),
            new AtomicReference<>(4),
            JsonNodeFactory.instance.arrayNode().add(5)
        };
        Weights.check(held);
        Weights.text(held);
        Weights.copy(held);
        Weights.search(held, held);
        return List.of(
                Orders.sorted(Stream.of(2, 1)).toList(),
                Functions.andThen(Function.<Integer>identity(), Function.<Integer>identity()),
                Collecting.distinct(Stream.of(1)).toList(),
                Keys.checked(Map.of(1, 2)),
                Strings.format("%5d %s", 1, "a"),
                Regex.replaceAll("a1", "[0-9]", "#"),
                Regex.asPredicate(Pattern.compile("a")).test("a"),
                Streams.iterate(1, i -> i).limit(2).count(),
                IntStreams.range(0, 2).count(),
                Bulk.disjoint(List.of(1), List.of(2)),
                Locales.isKnown(Locale.ROOT, FirstUses.class),
                TimeZones.checked("UTC"),
                DateTemplates.checked("yMd"),
                EntrySets.entrySet(Map.of(1, 2)).contains(Map.entry(1, 2)),
                BigNumbers.gcd(BigInteger.TWO, BigInteger.TEN),
                Texts.normalize("e\u0301", Normalizer.Form.NFC),
                Response.ok("a").header("b", "c").build().getStatus());
    }
}
