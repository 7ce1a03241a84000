package org.archipel.sandbox.internal.log;

import java.lang.reflect.Array;
import java.util.IdentityHashMap;
import java.util.Map;
import org.archipel.guard.Checkpoint;
import org.slf4j.helpers.MessageFormatter;

/**
 * The message of a log entry with its arguments in it, made on the extension's thread. slf4j prints what an argument throws instead of its
 * text on the platform's console, which it hands to the exception for that; here nothing is thrown, and no more is made than is kept.
 */
public final class MessageText {
    /** Characters of a message that are kept. */
    public static final int LONGEST = 4_000;

    private static final int DEEPEST = 100;
    private static final String FAILED = "[FAILED toString()]";

    // What is behind it is not kept.
    private int left = LONGEST + 1;

    private MessageText() {}

    /**
     * As slf4j puts it; runs the code of the arguments that the message has places for.
     *
     * @param pattern null for none
     * @param arguments null for none
     */
    public static String of(String pattern, Object... arguments) {
        if (pattern == null || arguments == null || arguments.length == 0) {
            return pattern;
        }
        MessageText text = new MessageText();
        Object[] told = new Object[arguments.length];
        for (int i = 0; i < told.length; i++) {
            told[i] = text.new Argument(arguments[i]);
        }
        return MessageFormatter.basicArrayFormat(pattern, told);
    }

    /** Asked for its text where the message has a place for it, once. */
    private final class Argument {
        private final Object value;

        private Argument(Object value) {
            this.value = value;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            append(text, value, new IdentityHashMap<>());
            return text.toString();
        }
    }

    private void append(StringBuilder text, Object value, Map<Object, Object> within) {
        if (left <= 0) {
            return;
        }
        if (value == null || !value.getClass().isArray()) {
            append(text, plain(value));
        } else if (within.size() == DEEPEST || within.put(value, value) != null) {
            append(text, "[...]");
        } else {
            appendAll(text, value, within);
            within.remove(value);
        }
    }

    private void appendAll(StringBuilder text, Object array, Map<Object, Object> within) {
        append(text, "[");
        int length = Array.getLength(array);
        for (int i = 0; i < length && left > 0; i++) {
            append(text, i == 0 ? "" : ", ");
            append(text, Array.get(array, i), within);
        }
        append(text, "]");
    }

    private void append(StringBuilder text, String part) {
        int length = Math.min(part.length(), left);
        text.append(part, 0, length);
        left -= length;
    }

    // A call that is to end does so at the next checkpoint.
    private static String plain(Object value) {
        try {
            Checkpoint.check();
            String text = String.valueOf(value);
            return text == null ? "null" : text;
        } catch (Throwable e) {
            return FAILED;
        }
    }
}
