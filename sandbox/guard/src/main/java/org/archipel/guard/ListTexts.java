package org.archipel.guard;

import java.util.ArrayList;
import java.util.List;

/** Lists that are written as a text such as "a, b and c": as they are now, with the texts that they have now. */
public final class ListTexts {
    private ListTexts() {}

    /** @return a copy of texts, if they are not too long together */
    public static List<?> checked(List<?> list) {
        return list == null ? null : texts(new ArrayList<>(list));
    }

    /** @return a copy of texts, if it is a list or an array, and they are not too long together */
    public static Object checked(Object value) {
        if (value instanceof List<?> list) {
            return checked(list);
        }
        return value instanceof Object[] values
                ? texts(java.util.Arrays.asList(values.clone())).toArray()
                : value;
    }

    private static List<Object> texts(List<?> values) {
        List<Object> texts = new ArrayList<>();
        long length = 0;
        for (Object value : values) {
            Checkpoint.check();
            Weights.text(value);
            String text = value == null ? null : value.toString();
            length += 2 + (text == null ? 0 : text.length());
            Sizes.checkTotal(length);
            texts.add(text);
        }
        return texts;
    }
}
