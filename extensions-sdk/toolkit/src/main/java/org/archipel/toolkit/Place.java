package org.archipel.toolkit;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A finding's place taken apart, where it is one in code: {@code com.acme.Tiny.run (line 12)}. */
record Place(String text, Optional<String> type, Optional<String> member, OptionalInt line) {
    private static final Pattern CODE =
            Pattern.compile("(?:.*!/?)?((?:[\\w$]+\\.)*[\\w$]+)\\.([\\w$<>]+) \\(line (\\d{1,9})\\)");

    static Place of(String location) {
        Matcher code = CODE.matcher(location);
        return code.matches()
                ? new Place(
                        location,
                        Optional.of(code.group(1)),
                        Optional.of(code.group(2)),
                        OptionalInt.of(Integer.parseInt(code.group(3))))
                : new Place(location, Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    @Override
    public String toString() {
        return text;
    }
}
