package org.archipel.guard;

/**
 * Templates of addresses, such as {@code /orders/{id}}: short, and without expressions of their own, with which each value would be
 * compared in code without checkpoints.
 */
public final class Templates {
    private Templates() {}

    /** @return the same, if it is short and its parts have names only */
    public static String checked(String template) {
        Headers.checked(template);
        if (template != null && !plain(template)) {
            throw new SecurityException(
                    "not allowed to extensions: a template of an address whose parts have expressions,"
                            + " or braces without their counterparts; give the names of the parts only");
        }
        return template;
    }

    // Texts are put behind each other: each has to be whole.
    private static boolean plain(String template) {
        boolean open = false;
        for (int i = 0; i < template.length(); i++) {
            char character = template.charAt(i);
            boolean inner = character == '{' || character == ':';
            if (open && inner || !open && character == '}') {
                return false;
            }
            open = character == '{' || open && character != '}';
        }
        return !open;
    }

    /** @return the same, if each is one */
    public static String[] checked(String... templates) {
        if (templates == null) {
            return null;
        }
        String[] copy = templates.clone();
        long length = 0;
        for (String template : copy) {
            length = Headers.check(
                    length + 1 + (template == null ? 0 : checked(template).length()));
        }
        return copy;
    }

    /** @return their texts as they are now, if each is one */
    public static Object[] checked(Object... templates) {
        Object[] texts = Headers.checked(templates);
        if (texts != null) {
            for (Object text : texts) {
                if (text instanceof String template) {
                    checked(template);
                }
            }
        }
        return texts;
    }
}
