package org.example.attacks;

import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.archipel.api.http.HttpRequest;

/** Eating up what all share: time, memory, threads, locks, logs. */
public final class RunawayAttacks {
    private RunawayAttacks() {}

    @Attack(number = 85, title = "Catching Throwable around the kill", expected = Verdict.KILLED)
    public static final class CatchesAll extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            while (true) {
                try {
                    spin();
                } catch (Throwable thrown) {
                    // Goes on.
                }
            }
        }

        private static void spin() {
            while (true) {}
        }
    }

    @Attack(number = 86, title = "return and continue in finally", expected = Verdict.KILLED)
    public static final class Finally extends Probe {
        @Override
        @SuppressWarnings("finally")
        protected Object attempt(Stage stage) {
            while (true) {
                try {
                    spin();
                } finally {
                    continue;
                }
            }
        }

        @SuppressWarnings("finally")
        private static int spin() {
            try {
                while (true) {}
            } finally {
                return 1;
            }
        }
    }

    @Attack(number = 89, title = "while (true) {}", expected = Verdict.KILLED)
    public static final class EndlessLoop extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            while (true) {}
        }
    }

    @Attack(number = 90, title = "An endless stream with a lambda", expected = Verdict.KILLED)
    public static final class EndlessStream extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Stream.iterate(0, i -> i + 1).filter(i -> i < 0).count();
        }
    }

    @Attack(number = 91, title = "An endless stream within the JDK", expected = Verdict.KILLED)
    public static final class JdkStream extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return LongStream.range(0, Long.MAX_VALUE).sum();
        }
    }

    @Attack(number = 92, title = "A catastrophic regular expression", expected = Verdict.KILLED)
    public static final class Regex extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Pattern.compile("(.*a){30}").matcher("a".repeat(60) + "b").matches();
        }
    }

    @Attack(number = 93, title = "A huge BigInteger", expected = Verdict.DENIED, by = "not allowed to extensions")
    public static final class HugeNumber extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            BigInteger number = BigInteger.valueOf(3).pow(40_000_000);
            return number.multiply(number).toString().length();
        }
    }

    @Attack(number = 93, title = "Many big BigIntegers", expected = Verdict.KILLED)
    public static final class BigNumbers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            BigInteger number = BigInteger.valueOf(3).pow(10_000);
            BigInteger product = BigInteger.ONE;
            while (true) {
                product = product.multiply(number).mod(number.add(BigInteger.TWO));
            }
        }
    }

    @Attack(number = 94, title = "Big arrays", expected = Verdict.KILLED)
    public static final class ArrayBomb extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<long[]> arrays = new ArrayList<>();
            while (true) {
                arrays.add(new long[1 << 20]);
            }
        }
    }

    @Attack(number = 95, title = "Small objects without end", expected = Verdict.KILLED)
    public static final class SmallObjects extends Probe {
        private record Node(Node next) {}

        @Override
        protected Object attempt(Stage stage) {
            Node last = null;
            while (true) {
                last = new Node(last);
            }
        }
    }

    @Attack(number = 96, title = "A string that doubles", expected = Verdict.KILLED)
    public static final class Doubling extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String text = "x";
            while (true) {
                text += text;
            }
        }
    }

    @Attack(
            number = 97,
            title = "String.repeat of a gigabyte",
            expected = Verdict.DENIED,
            by = "not allowed to extensions")
    public static final class Repeat extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "x".repeat(Integer.MAX_VALUE - 8).length();
        }
    }

    @Attack(number = 97, title = "String.repeat of a megabyte, again and again", expected = Verdict.KILLED)
    public static final class RepeatedRepeat extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            int length = 0;
            while (true) {
                length += "x".repeat(1_000_000).length();
            }
        }
    }

    @Attack(number = 98, title = "Exponential recursion", expected = Verdict.KILLED)
    public static final class Fibonacci extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return fibonacci(90);
        }

        private static long fibonacci(int n) {
            return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
        }
    }

    @Attack(number = 99, title = "Deep recursion, caught at each level", expected = Verdict.KILLED)
    public static final class DeepRecursion extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return deep(0);
        }

        private static int deep(int level) {
            try {
                return deep(level + 1);
            } catch (StackOverflowError e) {
                return deep(level + 1);
            }
        }
    }

    @Attack(number = 105, title = "A leak in a static field", expected = Verdict.KILLED)
    public static final class StaticLeak extends Probe {
        private static final Map<UUID, byte[]> KEPT = new HashMap<>();

        @Override
        protected Object attempt(Stage stage) {
            while (true) {
                KEPT.put(UUID.randomUUID(), new byte[10_000]);
            }
        }
    }

    @Attack(number = 106, title = "An endless class initialiser", expected = Verdict.KILLED)
    public static final class Initialiser extends Probe {
        private static final class Endless {
            private static int count;

            static {
                while (count >= 0) {
                    count = count + 1 & 0xFF;
                }
            }

            private Endless() {}
        }

        @Override
        protected Object attempt(Stage stage) {
            return Endless.count;
        }
    }

    @Attack(number = 107, title = "An endless hashCode, called by the host", expected = Verdict.KILLED)
    public static final class EndlessHash extends Probe {
        private static final class Key {
            @Override
            public int hashCode() {
                while (true) {}
            }

            @Override
            public boolean equals(Object other) {
                while (true) {}
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            Map<Object, List<String>> headers = new IdentityHashMap<>();
            headers.put(new Key(), List.of());
            headers.put(new Key(), List.of());
            @SuppressWarnings({"unchecked", "rawtypes"})
            Map<String, List<String>> raw = (Map) headers;
            return new HttpRequest("GET", URI.create(stage.url()), raw, new byte[0], Optional.empty()).method();
        }
    }

    @Attack(number = 107, title = "An endless getter, called when the answer is written", expected = Verdict.KILLED)
    public static final class EndlessGetter extends Probe {
        /** Written by the host. */
        public static final class Answer {
            /** Never comes back. */
            public String getText() {
                while (true) {}
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new Answer();
        }
    }

    @Attack(number = 108, title = "The first use of SecureRandom", expected = Verdict.ALLOWED)
    public static final class FirstRandom extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return UUID.randomUUID().toString().length();
        }
    }

    @Attack(number = 109, title = "A flood on standard output", expected = Verdict.DENIED)
    public static final class Output extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            for (int i = 0; i < 1_000_000; i++) {
                System.out.println("flood");
            }
            return "written";
        }
    }

    @Attack(number = 109, title = "A flood of the log", expected = Verdict.KILLED)
    public static final class Log extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String line = "flood ".repeat(100);
            while (true) {
                context().logger().info(line);
            }
        }
    }
}
