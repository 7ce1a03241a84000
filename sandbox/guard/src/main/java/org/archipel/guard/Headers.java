package org.archipel.guard;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds what goes into headers and addresses of HTTP, which are short: they are read and made in code without checkpoints, some of it by
 * regular expressions.
 */
public final class Headers {
    private static final int LONGEST = 8_192;
    private static final int LONGEST_TEMPLATE = 1 << 16;

    private Headers() {}

    static long check(long length) {
        if (length > LONGEST) {
            throw new SecurityException(
                    "not allowed to extensions: a header or an address of " + length + " characters");
        }
        return length;
    }

    /** To be called before an address is built: each part that its builder was given is looked through. */
    public static void held(Object builder) {
        Checkpoint.check();
        Iterable<?> parts = builder == null ? null : Json.parts(builder);
        if (parts != null) {
            long length = 0;
            for (Object part : parts) {
                length += 1 + String.valueOf(part).length();
                if (length > LONGEST_TEMPLATE) {
                    throw new SecurityException(
                            "not allowed to extensions: an address of more than " + LONGEST_TEMPLATE + " characters");
                }
            }
        }
    }

    /** @return the same, if it is short */
    public static String checked(String text) {
        Checkpoint.check();
        check(text == null ? 0 : text.length());
        return text;
    }

    /** @return its text as it is now, if it is short; numbers and flags stay what they are */
    public static Object checked(Object value) {
        if (value == null || value instanceof Boolean || isNumber(value)) {
            return value;
        }
        Weights.text(value);
        return checked(value.toString());
    }

    private static boolean isNumber(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Double || value instanceof Float;
    }

    /** @return their texts as they are now, if they are short together */
    public static Object[] checked(Object... values) {
        if (values == null) {
            return null;
        }
        Object[] texts = values.clone();
        long length = 0;
        for (int i = 0; i < texts.length; i++) {
            texts[i] = checked(texts[i]);
            length = check(length + 1 + (texts[i] instanceof String text ? text.length() : 0));
        }
        return texts;
    }

    /** @return their texts as they are now, if they are short together */
    public static Map<?, ?> checked(Map<?, ?> values) {
        if (values == null) {
            return null;
        }
        Map<Object, Object> texts = new LinkedHashMap<>();
        long length = 0;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            Object text = checked(entry.getValue());
            length = check(length + 1 + (text instanceof String string ? string.length() : 0));
            texts.put(checked((String) entry.getKey()), text);
        }
        return texts;
    }
}
