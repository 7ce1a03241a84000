package org.archipel.guard;

import java.math.BigDecimal;
import java.time.temporal.TemporalField;

/** Bounds what formats write. */
public final class Formats {
    private Formats() {}

    /** @return the same, if it is no number of too many digits */
    public static Object checked(Object value) {
        if (value instanceof BigDecimal number) {
            BigDecimals.writtenOut(number);
        } else if (value instanceof Object[] values) {
            for (Object each : values) {
                checked(each);
            }
        }
        return value;
    }

    /** @return the same, if none of them is a number of too many digits */
    public static Object[] checked(Object... values) {
        if (values != null) {
            for (Object each : values) {
                checked(each);
            }
        }
        return values;
    }

    /** @return the same; a field of an extension would be kept, with its class, by the JDK that looks for its texts */
    public static TemporalField checked(TemporalField field) {
        if (field != null && OwnAct.of(() -> field.getClass().getClassLoader()) != null) {
            throw new SecurityException("not allowed to extensions: texts of a field of their own; give the texts");
        }
        return field;
    }
}
