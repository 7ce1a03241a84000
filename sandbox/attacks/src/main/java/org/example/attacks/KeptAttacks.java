package org.example.attacks;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.TimeZone;

/** Names of one's own in maps of the JDK, which nobody empties: the memory is nobody's, and stays full when the extension is gone. */
public final class KeptAttacks {
    private static final int MANY = 20_000;
    private static final int HOUR = 3_600_000;

    private KeptAttacks() {}

    @Attack(
            number = 397,
            title = "Texts of time zones with names of megabytes",
            expected = Verdict.DENIED,
            by = "a time zone with a name of")
    public static final class LongZones extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new SimpleTimeZone(0, "x".repeat(1 << 20)).getDisplayName(Locale.ENGLISH);
        }
    }

    @Attack(
            number = 397,
            title = "Names of thousands of time zones that there are not",
            expected = Verdict.DENIED,
            by = "time zones that are none of the JDK")
    public static final class ManyZones extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            TimeZone zone = TimeZone.getTimeZone("Europe/Paris");
            for (int i = 0; i < MANY; i++) {
                zone.setID("zone " + i);
            }
            return zone.getDisplayName(Locale.ENGLISH);
        }
    }

    /** Has another name each time that it is asked. */
    private static final class Nameless extends TimeZone {
        private static final long serialVersionUID = 1L;
        private int asked;

        @Override
        public String getID() {
            return "name ".repeat(100) + asked++;
        }

        @Override
        public int getOffset(int era, int year, int month, int day, int dayOfWeek, int milliseconds) {
            return HOUR;
        }

        @Override
        public void setRawOffset(int milliseconds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getRawOffset() {
            return HOUR;
        }

        @Override
        public boolean useDaylightTime() {
            return false;
        }

        @Override
        public boolean inDaylightTime(Date date) {
            return false;
        }
    }

    @Attack(
            number = 397,
            title = "A time zone that has another name each time, written by a format",
            expected = Verdict.DENIED,
            by = "a time zone with a name of")
    public static final class OwnZone extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            SimpleDateFormat format = new SimpleDateFormat("zzzz", Locale.ENGLISH);
            format.setTimeZone(new Nameless());
            for (int i = 0; i < MANY; i++) {
                format.format(new Date(i));
            }
            return "written";
        }
    }

    @Attack(
            number = 397,
            title = "Time zones of one's own, as many as there are on Windows",
            expected = Verdict.ALLOWED)
    public static final class FewZones extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            for (int i = 0; i < 150; i++) {
                new SimpleTimeZone(HOUR, "Own Standard Time " + i).getOffset(i);
            }
            return new SimpleTimeZone(HOUR, "Own Standard Time").getDisplayName(Locale.ENGLISH);
        }
    }

    @Attack(
            number = 399,
            title = "Object identifiers of digests that there are not",
            expected = Verdict.DENIED,
            by = "the object identifier of an algorithm")
    public static final class Identifiers extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException, java.io.IOException {
            String digest = "1.2" + ".99999".repeat(300);
            for (int i = 0; i < MANY; i++) {
                AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
                parameters.init(new PSSParameterSpec(digest + '.' + i, "MGF1", MGF1ParameterSpec.SHA1, 20, 1));
                parameters.getEncoded();
            }
            return "encoded";
        }
    }
}
