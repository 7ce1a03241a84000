package org.example.attacks;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import java.text.ChoiceFormat;
import java.text.DateFormatSymbols;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.Format;
import java.text.MessageFormat;
import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;

/** Formats that write one long text many times, in one piece: the memory would be full before anybody looks. */
public final class FormatAttacks {
    private static final String LONG = "a".repeat(4_000_000);

    private FormatAttacks() {}

    @Attack(number = 244, title = "Messages within messages, each twice", expected = Verdict.DENIED)
    public static final class Messages extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Object values = new Object[] {"a"};
            MessageFormat message = new MessageFormat("{0}");
            for (int i = 0; i < 27; i++) {
                MessageFormat outer = new MessageFormat("{0}{0}");
                outer.setFormats(new Format[] {message, message});
                message = outer;
                values = new Object[] {values};
            }
            return message.format(values).length();
        }
    }

    @Attack(number = 244, title = "A long text in the places of a choice", expected = Verdict.DENIED)
    public static final class Choice extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new MessageFormat("{0,choice,0#" + "{1}".repeat(1_000) + "}")
                    .format(new Object[] {1, LONG})
                    .length();
        }
    }

    @Attack(number = 244, title = "A large number in many places", expected = Verdict.DENIED)
    public static final class Numbers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new MessageFormat("{0}".repeat(60_000))
                    .format(new Object[] {Double.MAX_VALUE})
                    .length();
        }
    }

    @Attack(number = 244, title = "A choice among long texts, as a pattern", expected = Verdict.DENIED)
    public static final class Choices extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            double[] limits = new double[1_000];
            String[] texts = new String[1_000];
            Arrays.setAll(limits, i -> i);
            Arrays.fill(texts, LONG);
            return new ChoiceFormat(limits, texts).toPattern().length();
        }
    }

    @Attack(number = 244, title = "A currency of megabytes, many times", expected = Verdict.DENIED)
    public static final class Currency extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
            symbols.setCurrencySymbol(LONG);
            return new DecimalFormat("\u00a4 ".repeat(1_000) + "0", symbols)
                    .format(1)
                    .length();
        }
    }

    @Attack(number = 244, title = "Months of megabytes, many times", expected = Verdict.DENIED)
    public static final class Months extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            DateFormatSymbols symbols = new DateFormatSymbols(Locale.ROOT);
            String[] months = new String[13];
            Arrays.fill(months, LONG);
            symbols.setMonths(months);
            return new SimpleDateFormat("MMMM ".repeat(1_000), symbols)
                    .format(new Date(0))
                    .length();
        }
    }

    @Attack(number = 244, title = "A date of millions of time zones", expected = Verdict.DENIED)
    public static final class Zones extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new SimpleDateFormat("zzzz ".repeat(1_000_000), Locale.ROOT)
                    .format(new Date(0))
                    .length();
        }
    }

    @Attack(number = 244, title = "A long text, appended to dates many times", expected = Verdict.DENIED)
    public static final class Literals extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
            for (int i = 0; i < 1_000; i++) {
                builder.appendLiteral(LONG);
            }
            return builder.toFormatter(Locale.ROOT).format(LocalDate.EPOCH).length();
        }
    }

    @Attack(number = 244, title = "An indentation of megabytes", expected = Verdict.DENIED)
    public static final class Indentation extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new DefaultIndenter(LONG + LONG, "\n").getIndent().length();
        }
    }
}
