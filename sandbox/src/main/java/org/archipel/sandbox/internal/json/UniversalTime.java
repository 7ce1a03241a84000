package org.archipel.sandbox.internal.json;

import java.util.Date;
import java.util.TimeZone;

/**
 * Universal time that nobody changes. A mapper gives its time zone away, with each calendar that it reads and to whoever is written,
 * and the one that Jackson gives all of them would then be another one for everybody.
 */
final class UniversalTime extends TimeZone {
    private static final long serialVersionUID = 1L;

    UniversalTime() {
        super.setID("UTC");
    }

    @Override
    public int getOffset(int era, int year, int month, int day, int dayOfWeek, int milliseconds) {
        return 0;
    }

    @Override
    public int getRawOffset() {
        return 0;
    }

    @Override
    public void setRawOffset(int milliseconds) {
        throw refusal();
    }

    @Override
    public void setID(String id) {
        throw refusal();
    }

    private static SecurityException refusal() {
        return new SecurityException(
                "not allowed to extensions: changing the time zone of a mapper; give it another one");
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
