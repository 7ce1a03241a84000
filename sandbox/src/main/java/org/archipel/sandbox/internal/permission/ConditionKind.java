package org.archipel.sandbox.internal.permission;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** How the values of a condition are written and compared. */
enum ConditionKind {
    HOST(false) {
        @Override
        String canonical(String value) {
            return HostPattern.parse(value).toString();
        }

        @Override
        boolean covers(String granted, String wanted) {
            return HostPattern.parse(granted).covers(HostPattern.parse(wanted));
        }
    },
    PORT(false) {
        @Override
        String canonical(String value) {
            return PortRange.parse(value).toString();
        }

        @Override
        boolean covers(String granted, String wanted) {
            return PortRange.parse(granted).covers(PortRange.parse(wanted));
        }
    },
    GLOB(false) {
        @Override
        String canonical(String value) {
            return Glob.parse(value).toString();
        }

        @Override
        boolean covers(String granted, String wanted) {
            return Glob.parse(granted).covers(Glob.parse(wanted));
        }
    },
    NAME(false) {
        @Override
        String canonical(String value) {
            if (!NAMES.matcher(value).matches()) {
                throw new IllegalArgumentException("a name has 1 to 100 letters, digits, dots, hyphens or underscores");
            }
            return value;
        }

        @Override
        boolean covers(String granted, String wanted) {
            return granted.equals(wanted);
        }
    },
    PATH(false) {
        @Override
        String canonical(String value) {
            return PathPattern.parse(value).toString();
        }

        @Override
        boolean covers(String granted, String wanted) {
            return PathPattern.parse(granted).covers(PathPattern.parse(wanted));
        }
    },
    AMOUNT(true) {
        @Override
        String canonical(String value) {
            if (!AMOUNTS.matcher(value).matches()) {
                throw new IllegalArgumentException("an amount is a positive whole number of at most 15 digits");
            }
            return value;
        }

        @Override
        boolean covers(String granted, String wanted) {
            return Long.parseLong(wanted) <= Long.parseLong(granted);
        }
    },
    INTERVAL(true) {
        @Override
        String canonical(String value) {
            try {
                Duration interval = Duration.parse(value);
                if (interval.compareTo(SHORTEST) < 0) {
                    throw new IllegalArgumentException("an interval is at least " + SHORTEST);
                }
                return interval.toString();
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("an interval is an ISO-8601 duration such as PT5M", e);
            }
        }

        @Override
        boolean covers(String granted, String wanted) {
            return Duration.parse(wanted).compareTo(Duration.parse(granted)) >= 0;
        }
    };

    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern AMOUNTS = Pattern.compile("[1-9][0-9]{0,14}");
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final boolean single;

    ConditionKind(boolean single) {
        this.single = single;
    }

    /** Whether the condition holds one value only: a limit, not a choice. */
    boolean single() {
        return single;
    }

    /** @throws IllegalArgumentException with a message for people if the value cannot be read */
    abstract String canonical(String value);

    /** Whether one value, in canonical form, includes the other. */
    abstract boolean covers(String granted, String wanted);
}
