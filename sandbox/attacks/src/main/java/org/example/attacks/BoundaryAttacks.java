package org.example.attacks;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.ws.rs.GET;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.StreamingOutput;

/** Objects that go to the platform and run there; budgets that are passed by. */
public final class BoundaryAttacks {
    private BoundaryAttacks() {}

    @Attack(number = 157, title = "An exception whose getMessage does not end", expected = Verdict.KILLED)
    public static final class EndlessMessage extends Probe {
        private static final class Own extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                while (true) {}
            }
        }

        @Override
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            return attempt(new Stage(folder, port));
        }

        @Override
        protected Object attempt(Stage stage) {
            throw new Own();
        }
    }

    @Attack(number = 158, title = "An exception that exits when the host logs it", expected = Verdict.DENIED)
    public static final class ExitingMessage extends Probe {
        private static final class Own extends RuntimeException {
            private static final long serialVersionUID = 1L;

            private volatile Throwable seen = new IllegalStateException("not called");

            @Override
            public String getMessage() {
                try {
                    System.exit(1);
                } catch (SecurityException e) {
                    seen = e;
                }
                return "alive";
            }
        }

        @Override
        protected Object attempt(Stage stage) throws Throwable {
            Own thrown = new Own();
            context().logger().error("failed", thrown);
            throw thrown.seen;
        }
    }

    @Attack(number = 159, title = "An answer whose writing does not end", expected = Verdict.KILLED)
    public static final class EndlessStreaming extends Probe {
        @Override
        @GET
        @Produces(MediaType.APPLICATION_OCTET_STREAM)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            return attempt(new Stage(folder, port));
        }

        @Override
        protected StreamingOutput attempt(Stage stage) {
            return out -> {
                while (true) {}
            };
        }
    }

    @Attack(
            number = 160,
            title = "String.format with a huge width",
            expected = Verdict.DENIED,
            by = "not allowed to extensions")
    public static final class HugeWidth extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.format("%1000000000d", 1).length();
        }
    }

    @Attack(
            number = 161,
            title = "A BigDecimal with a huge exponent",
            expected = Verdict.DENIED,
            by = "not allowed to extensions")
    public static final class HugeExponent extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return BigDecimal.valueOf(1, -1_000_000_000).toBigInteger().bitLength();
        }
    }

    @Attack(number = 162, title = "Memory beside the heap", expected = Verdict.DENIED, by = "not allowed to extensions")
    public static final class Direct extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<ByteBuffer> kept = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                kept.add(ByteBuffer.allocateDirect(1 << 20));
            }
            return kept.size();
        }
    }

    @Attack(
            number = 163,
            title = "Collections.nCopies made an array",
            expected = Verdict.DENIED,
            by = "not allowed to extensions")
    public static final class Copies extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new ArrayList<>(Collections.nCopies(200_000_000, 1)).size();
        }
    }

    @Attack(number = 164, title = "String.replaceAll with a catastrophic expression", expected = Verdict.KILLED)
    public static final class Replace extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ("a".repeat(60) + "b").replaceAll("(.*a){30}$", "").length();
        }
    }

    @Attack(number = 165, title = "Pattern.asPredicate with a catastrophic expression", expected = Verdict.KILLED)
    public static final class Predicate extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Pattern.compile("(.*a){30}$").asPredicate().test("a".repeat(60) + "b");
        }
    }

    @Attack(number = 166, title = "A sort whose comparator never ends", expected = Verdict.KILLED)
    public static final class Comparison extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Integer> numbers = new ArrayList<>(List.of(2, 1));
            numbers.sort((a, b) -> {
                while (true) {}
            });
            return numbers;
        }
    }

    @Attack(number = 167, title = "An endless JDK loop over an own iterator", expected = Verdict.KILLED)
    public static final class OwnIterator extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Iterable<String> endless = () -> Stream.generate(() -> "x").iterator();
            return String.join(",", endless);
        }
    }

    @Attack(number = 168, title = "Many calls at once that do not end", expected = Verdict.KILLED, calls = 4)
    public static final class ManyCalls extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            while (true) {}
        }
    }

    @Attack(number = 169, title = "Hash collisions", expected = Verdict.KILLED)
    public static final class Collisions extends Probe {
        private record Key(int value) {
            @Override
            public int hashCode() {
                return 1;
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            Map<Key, Integer> map = new HashMap<>();
            for (int i = 0; i < 10_000_000; i++) {
                map.put(new Key(i), i);
            }
            return map.size();
        }
    }
}
