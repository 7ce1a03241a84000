package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that are bounded, used as one of the types above theirs; and what is made of futures and orders is as the JDK makes it. */
class WiderTypesTest {
    private static final String FUTURES =
            "var f = new java.util.concurrent.CompletableFuture<Object>(); var g = new java.util.concurrent.CompletableFuture<Object>();";

    private static Woven running(String code) {
        return Woven.sample("static Object run() throws Exception { " + code + " }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Random", "java.util.random.RandomGenerator"})
    void muchSecureChanceIsRefusedWhoeverIsAskedForIt(String type) {
        Woven woven =
                running(type + " r = new java.security.SecureRandom(); r.nextBytes(new byte[5 << 20]); return 1;");

        assertThatThrownBy(woven::run).isInstanceOf(SecurityException.class).hasMessageContaining("secure chance");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "byte[] b = new byte[8 << 20]; new Random(1).nextBytes(b); return Arrays.hashCode(b);",
                "Random r = new java.security.SecureRandom(); byte[] b = new byte[1 << 10]; r.nextBytes(b); return b.length;",
                "class Own extends Random implements Filler { Own() { super(7); }"
                        + " public void nextBytes(byte[] b) { super.nextBytes(b); b[0] = 1; } }"
                        + " byte[] b = new byte[5 << 20]; ((Filler) new Own()).nextBytes(b); return Arrays.hashCode(b);",
                "class Own extends Random implements Filler { Own() { super(7); } }"
                        + " byte[] b = new byte[5 << 20]; ((Filler) new Own()).nextBytes(b); return Arrays.hashCode(b);",
                "SplittableRandom r = new SplittableRandom(3); java.util.random.RandomGenerator.SplittableGenerator g = r.split();"
                        + " return g.nextInt(1000) + \" \" + g.split().nextInt(1000);",
                "Comparator<Object> c = java.text.Collator.getInstance(Locale.FRENCH); var m = new TreeMap<String, Integer>(c);"
                        + " for (String s : List.of(\"zut\", \"\\u00e9t\\u00e9\", \"ete\", \"Eta\")) m.put(s, s.length());"
                        + " return m + \" \" + m.comparator().compare(\"a\", \"b\") + c.reversed().compare(\"a\", \"b\")"
                        + " + c.thenComparingInt(Object::hashCode).compare(\"a\", \"a\");",
                "Comparator<String> c = Comparator.reverseOrder(); return (new TreeSet<>(c).comparator() == c)"
                        + " + \" \" + new PriorityQueue<>(3, c).comparator().compare(\"a\", \"b\");",
            })
    void whatTakesNoLongerIsAsBefore(String code) {
        Woven woven =
                Woven.sample("interface Filler { void nextBytes(byte[] b); } static Object run() { " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThat(woven.run()).isEqualTo(woven.runPlain());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var r = f.applyToEither(g, x -> x + \"!\"); g.complete(2); f.complete(1); return r.join();",
                "var r = f.applyToEither(g, x -> x + \"!\"); f.complete(1); return r.join() + \" \" + g.isDone();",
                "f.complete(1); return f.applyToEither(g, x -> x).join();",
                "var seen = new ArrayList<Object>(); var r = f.acceptEither(g, seen::add); f.complete(null); return seen + \" \" + r.isDone();",
                "var r = f.runAfterEither(g, () -> {}); g.completeExceptionally(new IllegalStateException(\"no\"));"
                        + " return r.handle((x, e) -> e.toString()).join();",
                "var r = f.thenApply(x -> { throw new IllegalStateException(\"no\"); }).applyToEither(g, x -> x); f.complete(1);"
                        + " return r.handle((x, e) -> e.toString()).join();",
                "var r = f.acceptEitherAsync(g, x -> {}, Runnable::run); g.cancel(true);"
                        + " return r.handle((x, e) -> e + \" \" + r.isCompletedExceptionally()).join();",
                "var r = java.util.concurrent.CompletableFuture.anyOf(f, g, f); g.complete(\"first\"); f.complete(\"second\"); return r.join();",
                "var r = java.util.concurrent.CompletableFuture.anyOf(f, g); f.completeExceptionally(new IllegalStateException(\"no\"));"
                        + " return r.handle((x, e) -> e.toString()).join();",
                "return java.util.concurrent.CompletableFuture.anyOf().isDone();",
                "java.util.concurrent.CompletionStage<Object> s = f.minimalCompletionStage(); var r = s.applyToEither(g, x -> x);"
                        + " f.complete(3); return r.toCompletableFuture().join();",
                "class Own extends java.util.concurrent.CompletableFuture<Object> {"
                        + " public <U> java.util.concurrent.CompletableFuture<U> newIncompleteFuture() {"
                        + " return (java.util.concurrent.CompletableFuture<U>) new Own(); } }"
                        + " var o = new Own(); var r = o.applyToEither(g, x -> x); g.complete(4); return r.join() + r.getClass().getName();",
                "class Own extends java.util.concurrent.CompletableFuture<Object> {"
                        + " public <U> java.util.concurrent.CompletableFuture<U> applyToEither("
                        + "java.util.concurrent.CompletionStage<? extends Object> o, Function<? super Object, U> fn) {"
                        + " return java.util.concurrent.CompletableFuture.completedFuture(fn.apply(\"mine\")); } }"
                        + " java.util.concurrent.CompletableFuture<Object> o = new Own(); return o.applyToEither(g, x -> x).join();",
            })
    void whoeverComesFirstIsTakenAsTheJdkTakesIt(String code) {
        Woven woven = running(FUTURES + code);

        assertThat(woven.errors()).isEmpty();
        assertThat(woven.run()).isEqualTo(woven.runPlain());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return c.compare(t, t + \"b\");",
                "return c.reversed().compare(t, t + \"b\");",
                "return c.thenComparing(Object::toString, Comparator.naturalOrder()).compare(t, t + \"b\");",
                "return c.thenComparingInt(Object::hashCode).compare(t, t + \"b\");",
                "return Comparator.nullsFirst(c).compare(t, t + \"b\");",
                "return Map.Entry.<String, String>comparingByKey(c).compare(Map.entry(t, t), Map.entry(t + \"b\", t));",
                "return Objects.compare(t, t + \"b\", c);",
                "return Comparator.comparing(Object::toString, c).compare(t, t);",
                "return Collections.reverseOrder(c).compare(t, t);",
                "return Arrays.binarySearch(new String[] {t}, t, c);",
                "var m = new TreeMap<String, String>(c); m.put(t, t); m.put(t + \"b\", t); return m.size();",
                "var q = new PriorityQueue<String>(11, c); q.add(t); q.add(t + \"b\"); return q.size();",
                "return Collections.binarySearch(List.of(t), t + \"b\", c);",
                "return Stream.of(t, t + \"b\").max(c).isPresent();",
                "return BinaryOperator.<String>minBy(c).apply(t, t + \"b\").length();",
                "return Stream.of(t, t + \"b\").collect(Collectors.maxBy(c)).isPresent();",
            })
    void aLongTextIsRefusedToAnOrderOfALanguageWhoeverAsks(String code) {
        Woven woven = running("Comparator<Object> c = java.text.Collator.getInstance(Locale.FRENCH);"
                + " String t = \"a\".repeat(1 << 19); " + code);

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run).isInstanceOf(SecurityException.class);
    }
}
