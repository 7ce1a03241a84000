package org.archipel.guard;

import java.util.Locale;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Bounds how many names of time zones there are: the JDK keeps each that it was asked the texts of for ever. Thread-safe. */
public final class TimeZones {
    private static final int LONGEST = 100;
    // Calendars of others have names of their own: Windows alone has some 140.
    private static final int MOST_OF_ONES_OWN = 500;
    private static final Set<String> OF_THE_JDK = OwnAct.of(() -> Set.of(java.util.TimeZone.getAvailableIDs()));
    // As the JDK writes an offset; there are some thousand.
    private static final Predicate<String> OFFSET =
            Pattern.compile("GMT[+-][0-2][0-9]:[0-5][0-9]").asMatchPredicate();
    private static final Ration<String> OWN = new Ration<>(MOST_OF_ONES_OWN);

    private TimeZones() {}

    public static void newSimpleTimeZone(int offset, String id, Class<?> caller) {
        checked(id, caller);
    }

    public static void newSimpleTimeZone(
            int offset,
            String id,
            int startMonth,
            int startDay,
            int startDayOfWeek,
            int startTime,
            int endMonth,
            int endDay,
            int endDayOfWeek,
            int endTime,
            Class<?> caller) {
        checked(id, caller);
    }

    public static void newSimpleTimeZone(
            int offset,
            String id,
            int startMonth,
            int startDay,
            int startDayOfWeek,
            int startTime,
            int endMonth,
            int endDay,
            int endDayOfWeek,
            int endTime,
            int saving,
            Class<?> caller) {
        checked(id, caller);
    }

    public static void newSimpleTimeZone(
            int offset,
            String id,
            int startMonth,
            int startDay,
            int startDayOfWeek,
            int startTime,
            int startTimeMode,
            int endMonth,
            int endDay,
            int endDayOfWeek,
            int endTime,
            int endTimeMode,
            int saving,
            Class<?> caller) {
        checked(id, caller);
    }

    /** @return the same name, if it is one of the JDK, or short and one of a few */
    public static String checked(String id) {
        return isOfJdk(id) ? id : checked(id, Callers.present());
    }

    private static String checked(String id, Class<?> caller) {
        if (isOfJdk(id)) {
            return id;
        }
        if (id.length() > LONGEST) {
            throw new SecurityException("not allowed to extensions: a time zone with a name of " + id.length()
                    + " characters; the JDK keeps it for ever");
        }
        if (!OWN.admitsFor(caller, id)) {
            throw new SecurityException("not allowed to extensions: more than " + MOST_OF_ONES_OWN
                    + " time zones that are none of the JDK; it keeps the name of each for ever");
        }
        return id;
    }

    private static boolean isOfJdk(String id) {
        return id == null || OF_THE_JDK.contains(id) || OFFSET.test(id);
    }

    /** What classes of extensions extend in place of that of the JDK: whatever name it says it has is looked at before its texts are. */
    public abstract static class TimeZone extends java.util.TimeZone {
        private static final long serialVersionUID = 1L;

        private final transient Class<?> caller;

        public TimeZone(Class<?> caller) {
            this.caller = caller;
        }

        @Override
        public String getDisplayName(boolean daylight, int style, Locale locale) {
            // Asked for its name again it might say another one.
            String id = checked(getID(), caller);
            int offset = daylight ? getRawOffset() + getDSTSavings() : getRawOffset();
            return new SimpleTimeZone(offset, id).getDisplayName(daylight, style, locale);
        }
    }
}
