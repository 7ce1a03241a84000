package org.archipel.guard;

import java.time.LocalDate;
import java.time.Period;
import java.util.stream.Stream;

/** Texts of times are short. Streams of dates pass checkpoints, and do not say how many there are: there may be some hundred billions. */
public final class Dates {
    private Dates() {}

    /** @return the same text, if it is short enough to be read as a time or zone */
    public static String checked(String text) {
        return Texts.checked(text);
    }

    /** @return the same text as it is now, if it is short enough to be read as a time */
    public static CharSequence checked(CharSequence text) {
        return text == null ? null : Texts.checked(text.toString());
    }

    public static Stream<LocalDate> datesUntil(LocalDate from, LocalDate end) {
        return Streams.ofAnySize(from.datesUntil(end));
    }

    public static Stream<LocalDate> datesUntil(LocalDate from, LocalDate end, Period step) {
        return Streams.ofAnySize(from.datesUntil(end, step));
    }
}
