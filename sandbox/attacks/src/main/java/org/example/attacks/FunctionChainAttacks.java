package org.example.attacks;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Functions, conditions, orders, collectors and formats that are put together with themselves again and again. */
public final class FunctionChainAttacks {
    private FunctionChainAttacks() {}

    @Attack(number = 214, title = "A function after itself, forty times", expected = Verdict.KILLED)
    public static final class Composed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Function<Object, Object> function = Function.identity();
            for (int i = 0; i < 40; i++) {
                function = function.andThen(function);
            }
            return function.apply("a");
        }
    }

    @Attack(number = 214, title = "A condition or itself, forty times", expected = Verdict.KILLED)
    public static final class Conditions extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Predicate<Object> condition = Predicate.isEqual("a");
            for (int i = 0; i < 40; i++) {
                condition = condition.or(condition);
            }
            return condition.test("b");
        }
    }

    @Attack(number = 214, title = "An order and then itself, forty times", expected = Verdict.KILLED)
    public static final class Ordered extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Comparator<String> order = String.CASE_INSENSITIVE_ORDER;
            for (int i = 0; i < 40; i++) {
                order = order.thenComparing(order);
            }
            return order.compare("a", "A");
        }
    }

    @Attack(number = 214, title = "A count and then itself, forty times", expected = Verdict.KILLED)
    public static final class Counted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            IntConsumer count = new IntSummaryStatistics();
            for (int i = 0; i < 40; i++) {
                count = count.andThen(count);
            }
            count.accept(1);
            return "counted";
        }
    }

    @Attack(number = 214, title = "A collector teed with itself, forty times", expected = Verdict.KILLED)
    public static final class Teed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Collector<Object, ?, Long> collector = Collectors.counting();
            for (int i = 0; i < 40; i++) {
                collector = Collectors.teeing(collector, collector, Long::sum);
            }
            return Stream.of("a").collect(collector);
        }
    }

    @Attack(number = 214, title = "A format of dates appended to itself, forty times", expected = Verdict.DENIED)
    public static final class Appended extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            DateTimeFormatter formatter =
                    new DateTimeFormatterBuilder().parseCaseInsensitive().toFormatter(Locale.ROOT);
            for (int i = 0; i < 34; i++) {
                formatter = new DateTimeFormatterBuilder()
                        .append(formatter)
                        .append(formatter)
                        .toFormatter(Locale.ROOT);
            }
            return formatter.format(LocalDate.EPOCH).length();
        }
    }
}
