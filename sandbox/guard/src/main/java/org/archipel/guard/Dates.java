package org.archipel.guard;

import java.time.LocalDate;
import java.time.Period;
import java.util.stream.Stream;

/** Streams of dates pass checkpoints, and do not say how many there are: there may be some hundred billions. */
public final class Dates {
    private Dates() {}

    public static Stream<LocalDate> datesUntil(LocalDate from, LocalDate end) {
        return Streams.ofAnySize(from.datesUntil(end));
    }

    public static Stream<LocalDate> datesUntil(LocalDate from, LocalDate end, Period step) {
        return Streams.ofAnySize(from.datesUntil(end, step));
    }
}
