package org.example.attacks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Streams that become arrays of hundreds of megabytes, or say that they do. */
public final class HugeStreamAttacks {
    private static final int HUGE = 150_000_000;

    private HugeStreamAttacks() {}

    @Attack(
            number = 227,
            title = "A range of numbers, as an array",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "it grows step by step, until its budget or the heap's ends it")
    public static final class Range extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            if (IntStream.range(0, HUGE).toArray().length == HUGE) {
                throw new IllegalStateException("the array was made");
            }
            return "none";
        }
    }

    @Attack(number = 227, title = "Streams that say how long they are, after each other", expected = Verdict.KILLED)
    public static final class Concatenated extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Stream<Object> all = Collections.nCopies(10_000_000, (Object) 1).stream();
            for (int i = 0; i < 14; i++) {
                all = Stream.concat(all, Collections.nCopies(10_000_000, (Object) 1).stream());
            }
            if (all.toArray().length > HUGE / 2) {
                throw new IllegalStateException("the array was made");
            }
            return "none";
        }
    }

    @Attack(number = 227, title = "A range of large numbers, as an array", expected = Verdict.KILLED)
    public static final class LongRange extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            if (LongStream.rangeClosed(1, HUGE).toArray().length == HUGE) {
                throw new IllegalStateException("the array was made");
            }
            return "none";
        }
    }

    private static final class LongSpliterator implements Spliterator<Object> {
        @Override
        public boolean tryAdvance(Consumer<? super Object> action) {
            return false;
        }

        @Override
        public void forEachRemaining(Consumer<? super Object> action) {
            // There is nothing.
        }

        @Override
        public Spliterator<Object> trySplit() {
            return null;
        }

        @Override
        public long estimateSize() {
            return HUGE;
        }

        @Override
        public int characteristics() {
            return SIZED | SUBSIZED;
        }
    }

    @Attack(number = 227, title = "A stream that says that it is long, as an array", expected = Verdict.ALLOWED)
    public static final class Streamed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return StreamSupport.stream(new LongSpliterator(), false).toArray().length;
        }
    }

    @Attack(number = 227, title = "A collection whose stream says that it is long", expected = Verdict.ALLOWED)
    public static final class StreamedCollection extends Probe {
        private static final class Own extends ArrayList<Object> {
            private static final long serialVersionUID = 1L;

            @Override
            public Spliterator<Object> spliterator() {
                return new LongSpliterator();
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return Collections.unmodifiableList(new Own()).stream().toArray().length;
        }
    }
}
