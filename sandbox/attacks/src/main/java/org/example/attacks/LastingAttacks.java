package org.example.attacks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.text.DateFormatSymbols;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalUnit;
import java.time.temporal.ValueRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;

/** What stays when the call is over: memory outside of the heap, entries of static maps, monitors that others wait for. */
public final class LastingAttacks {
    // A quarter of a megabyte each.
    private static final int MANY = 200;
    private static final int SMALLER = 6;

    private LastingAttacks() {}

    @Attack(number = 201, title = "Memory outside of the heap: deflaters", expected = Verdict.DENIED)
    public static final class Deflaters extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Deflater> kept = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                kept.add(new Deflater());
            }
            return kept.size();
        }
    }

    @Attack(number = 201, title = "Memory outside of the heap: inflaters", expected = Verdict.DENIED)
    public static final class Inflaters extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Inflater> kept = new ArrayList<>();
            for (int i = 0; i < MANY * SMALLER; i++) {
                kept.add(new Inflater(true));
            }
            return kept.size();
        }
    }

    @Attack(number = 201, title = "Memory outside of the heap: streams that pack", expected = Verdict.DENIED)
    public static final class Packers extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            List<Object> kept = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                kept.add(new GZIPOutputStream(new ByteArrayOutputStream()));
            }
            return kept.size();
        }
    }

    @Attack(number = 202, title = "Symbols of locales that nobody speaks", expected = Verdict.DENIED)
    public static final class Locales extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String variant = "x".repeat(10_000);
            return DateFormatSymbols.getInstance(new Locale("en", "US", variant))
                    .getMonths()
                    .length;
        }
    }

    @Attack(number = 202, title = "Locales that nobody speaks, from tags", expected = Verdict.DENIED)
    public static final class Tags extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String tag = "en-x" + "-abcdefgh".repeat(1_000);
            return DateFormatSymbols.getInstance(Locale.forLanguageTag(tag)).getMonths().length;
        }
    }

    /** A field whose texts the JDK keeps for ever, and with it its class. */
    private static final class OwnField implements TemporalField {
        @Override
        public TemporalUnit getBaseUnit() {
            return ChronoUnit.DAYS;
        }

        @Override
        public TemporalUnit getRangeUnit() {
            return ChronoUnit.FOREVER;
        }

        @Override
        public ValueRange range() {
            return ValueRange.of(0, 1);
        }

        @Override
        public boolean isDateBased() {
            return true;
        }

        @Override
        public boolean isTimeBased() {
            return false;
        }

        @Override
        public boolean isSupportedBy(TemporalAccessor temporal) {
            return true;
        }

        @Override
        public ValueRange rangeRefinedBy(TemporalAccessor temporal) {
            return range();
        }

        @Override
        public long getFrom(TemporalAccessor temporal) {
            return 1;
        }

        @Override
        public <R extends Temporal> R adjustInto(R temporal, long newValue) {
            return temporal;
        }
    }

    @Attack(number = 202, title = "The texts of a field of one's own", expected = Verdict.DENIED)
    public static final class FieldTexts extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new DateTimeFormatterBuilder()
                    .appendText(new OwnField())
                    .toFormatter(Locale.ENGLISH)
                    .format(java.time.LocalDate.EPOCH);
        }
    }

    @Attack(number = 203, title = "A reader that locks the time zones", expected = Verdict.DENIED)
    public static final class LockedReader extends Probe {
        private static final class Own extends Reader {
            Own(Object lock) {
                super(lock);
            }

            @Override
            public int read(char[] characters, int offset, int length) {
                return -1;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new Own(TimeZone.class).skip(1);
        }
    }

    @Attack(number = 203, title = "A writer that locks the platform's loggers", expected = Verdict.DENIED)
    public static final class LockedWriter extends Probe {
        private static final class Own extends Writer {
            Own(Object lock) {
                super();
                this.lock = lock;
            }

            @Override
            public void write(char[] characters, int offset, int length) {
                // Nothing to write to.
            }

            @Override
            public void flush() {
                // Nothing is held.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            new Own(LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).write(1);
            return "locked";
        }
    }

    @Attack(number = 204, title = "A logger of any name", expected = Verdict.ALLOWED)
    public static final class AnyLogger extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Logger logger = LoggerFactory.getLogger("org.archipel.core.audit");
            logger.warn(MarkerFactory.getMarker("forged"), "one\n2026-01-01T00:00:00.000Z ERROR forged");
            if (logger.getName().startsWith("org.archipel.core")) {
                throw new IllegalStateException("the platform's own logger");
            }
            return Map.of("logger", logger.getName());
        }
    }
}
