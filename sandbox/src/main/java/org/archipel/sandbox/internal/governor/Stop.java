package org.archipel.sandbox.internal.governor;

import java.time.Duration;
import java.util.Locale;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.guard.ExtensionStoppedError;

/**
 * Why a call has to end.
 *
 * @param words a sentence without a subject, that goes on after the extension's name
 */
public record Stop(Cause cause, String words) {
    /** What was used up. */
    public enum Cause {
        CPU_TIME,
        ALLOCATION,
        WALL_TIME,
        /** Nothing: the extension is taken down. */
        WITHDRAWN
    }

    // For when there is no room for words.
    private static final Stop FULL_HEAP = new Stop(Cause.ALLOCATION, "allocated most of all, while memory is short");

    static Stop cpu(long nanos, Duration allowed) {
        return new Stop(
                Cause.CPU_TIME,
                words("used %,d ms of CPU time; a call may use %,d ms", nanos / 1_000_000, allowed.toMillis()));
    }

    static Stop allocation(long bytes, long allowed) {
        return new Stop(
                Cause.ALLOCATION,
                words("allocated %,d KiB of memory; a call may allocate %,d KiB", bytes >> 10, allowed >> 10));
    }

    static Stop heap(long bytes) {
        try {
            return ofHeap(bytes);
        } catch (OutOfMemoryError e) {
            return FULL_HEAP;
        }
    }

    private static Stop ofHeap(long bytes) {
        return new Stop(
                Cause.ALLOCATION,
                String.format(
                        Locale.ROOT, "allocated %,d KiB of memory, most of all, while memory is short", bytes >> 10));
    }

    /** The call did not end in time. */
    public static Stop wallTime(Duration allowed) {
        return new Stop(Cause.WALL_TIME, "did not answer within " + allowed.toMillis() + " ms");
    }

    /** The extension is taken down while the call runs. */
    public static Stop withdrawn() {
        return new Stop(Cause.WITHDRAWN, "is being replaced");
    }

    private static String words(String format, long used, long allowed) {
        return String.format(Locale.ROOT, format, used, allowed);
    }

    /** Whether the extension did something that it should not, again and again. */
    public boolean isStrike() {
        return cause != Cause.WITHDRAWN;
    }

    /** What the caller gets. */
    public PlatformException problem(String extensionId) {
        String text = "the extension " + extensionId + " " + words;
        return switch (cause) {
            case CPU_TIME, ALLOCATION -> new QuotaExceededException(text);
            case WALL_TIME, WITHDRAWN -> new PlatformException(ErrorCode.INTEGRATION_ERROR, text);
        };
    }

    /** What the extension gets. */
    ExtensionStoppedError error() {
        return new ExtensionStoppedError("this call " + words);
    }
}
