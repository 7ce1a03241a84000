package org.example.attacks;

import java.security.SecureRandom;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;

/** What is bounded, by way of a type above it, within it or beside it, where it is the same method. */
public final class WiderTypeAttacks {
    private static final int RACES = 60_000;
    private static final int WAITING = 300_000;
    private static final int SOME_MEBIBYTES = 5 << 20;

    private WiderTypeAttacks() {}

    @Attack(
            number = 391,
            title = "Generators of chance without end, by the interface of those that are split",
            expected = Verdict.DENIED)
    public static final class Split extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            SplittableGenerator generator = new SplittableRandom();
            return generator.splits().skip(1L << 50).findFirst().isPresent();
        }
    }

    @Attack(number = 391, title = "Generators of chance without end, found by name", expected = Verdict.DENIED)
    public static final class Named extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            SplittableGenerator generator = SplittableGenerator.of("L64X128MixRandom");
            return generator.rngs().skip(1L << 50).findFirst().isPresent();
        }
    }

    @Attack(
            number = 392,
            title = "Lists that hold each other twice, removed from the keys of a map",
            expected = Verdict.DENIED)
    public static final class RemovedKeys extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Object> list = new ArrayList<>(List.of("a"));
            for (int i = 0; i < 40; i++) {
                list = new ArrayList<>(List.of(list, list));
            }
            ConcurrentHashMap.KeySetView<Object, Boolean> keys = ConcurrentHashMap.newKeySet();
            keys.add("b");
            return keys.removeAll(Arrays.asList(list, "c"));
        }
    }

    private static void waitFor(CompletableFuture<Object> future) {
        for (int i = 0; i < WAITING; i++) {
            future.thenApply(Function.identity());
        }
    }

    private static void goOn() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    @Attack(
            number = 393,
            title = "Thousands of futures that give up one for which many wait",
            expected = Verdict.KILLED)
    public static final class GivenUp extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            CompletableFuture<Object> first = new CompletableFuture<>();
            CompletableFuture<Object> other = new CompletableFuture<>();
            for (int i = 0; i < RACES; i++) {
                first.applyToEither(other, Function.identity());
            }
            waitFor(other);
            first.complete(1);
            goOn();
            return "ended";
        }
    }

    @Attack(
            number = 393,
            title = "Thousands of futures that give up the one that they were asked of",
            expected = Verdict.KILLED)
    public static final class AskedAndGivenUp extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            CompletableFuture<Object> first = new CompletableFuture<>();
            CompletableFuture<Object> other = new CompletableFuture<>();
            for (int i = 0; i < RACES; i++) {
                first.runAfterEither(other, () -> {});
            }
            waitFor(first);
            other.complete(1);
            goOn();
            return "ended";
        }
    }

    @Attack(
            number = 393,
            title = "Thousands of pairs of futures, for each of which many wait",
            expected = Verdict.KILLED)
    public static final class AnyOfPairs extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            CompletableFuture<Object> first = new CompletableFuture<>();
            CompletableFuture<Object> other = new CompletableFuture<>();
            for (int i = 0; i < RACES; i++) {
                CompletableFuture.anyOf(first, other);
            }
            waitFor(other);
            first.complete(1);
            goOn();
            return "ended";
        }
    }

    private static Comparator<Object> language() {
        return Collator.getInstance(Locale.FRENCH);
    }

    private static String longText() {
        return "é".repeat(400_000);
    }

    @Attack(number = 394, title = "Long texts of a language, compared by any order", expected = Verdict.DENIED)
    public static final class AnyOrder extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return language().compare(longText(), longText() + "b");
        }
    }

    @Attack(number = 394, title = "Long texts of a language, in reverse", expected = Verdict.DENIED)
    public static final class ReverseOrder extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return language().reversed().compare(longText(), longText() + "b");
        }
    }

    @Attack(number = 394, title = "Long texts of a language, as keys of a map in order", expected = Verdict.DENIED)
    public static final class OrderedKeys extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<String, Integer> map = new TreeMap<>(language());
            map.put(longText(), 1);
            map.put(longText() + "b", 2);
            return map.size();
        }
    }

    @Attack(number = 395, title = "Megabytes of secure chance, of a Random", expected = Verdict.DENIED)
    public static final class SecureRandomly extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Random random = new SecureRandom();
            random.nextBytes(new byte[SOME_MEBIBYTES]);
            return "filled";
        }
    }

    @Attack(number = 395, title = "Megabytes of secure chance, of a RandomGenerator", expected = Verdict.DENIED)
    public static final class SecurelyGenerated extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            RandomGenerator random = new SecureRandom();
            random.nextBytes(new byte[SOME_MEBIBYTES]);
            return "filled";
        }
    }

    @Attack(
            number = 396,
            title = "Orders of a language, futures and chance as everybody uses them",
            expected = Verdict.ALLOWED)
    public static final class Ordinary extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<String> words = new ArrayList<>(List.of("zut", "été", "ete"));
            words.sort(Collator.getInstance(Locale.FRENCH).reversed());
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> told = first.applyToEither(new CompletableFuture<>(), word -> word + "!");
            first.complete(words.get(0));
            byte[] chance = new byte[16];
            ((Random) new SecureRandom()).nextBytes(chance);
            SplittableGenerator generator = new SplittableRandom(1);
            return told.join()
                    + CompletableFuture.anyOf(first, told).isDone()
                    + chance.length
                    + generator.split().nextInt(1);
        }
    }
}
