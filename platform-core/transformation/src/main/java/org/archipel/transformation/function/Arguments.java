package org.archipel.transformation.function;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The arguments of a function, as they were written; wrong ones are refused with a message for a person. */
public record Arguments(String function, List<String> values) {
    public Arguments {
        values = List.copyOf(values);
    }

    Arguments between(int least, int most) {
        if (values.size() < least || values.size() > most) {
            throw new IllegalArgumentException(function + " takes "
                    + (most == 0
                            ? "no argument"
                            : least == most ? least + " arguments" : least + " to " + most + " arguments"));
        }
        return this;
    }

    String text(int index) {
        return values.get(index);
    }

    Optional<String> optional(int index) {
        return index < values.size() && !values.get(index).isEmpty()
                ? Optional.of(values.get(index))
                : Optional.empty();
    }

    BigDecimal decimal(int index) {
        try {
            return Values.decimal(text(index).strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(function + " takes a number", e);
        }
    }

    int whole(int index, int least, int most) {
        try {
            int number = Integer.parseInt(text(index).strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wanted(least, most, e);
        }
        throw wanted(least, most, null);
    }

    private IllegalArgumentException wanted(int least, int most, Exception cause) {
        return new IllegalArgumentException(function + " takes a whole number from " + least + " to " + most, cause);
    }
}
