package org.archipel.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an extension's own classes of texts by language answer, before code of the JDK goes through it in one piece: names that are
 * short texts, not too many, in a copy that nobody changes meanwhile.
 */
public final class BundleNames {
    private static final int MOST = 1 << 16;
    private static final int LONGEST = 1_000;

    private BundleNames() {}

    /** Of {@link java.util.ListResourceBundle#getContents}, which the JDK puts into a map. */
    public static Object[][] contents(Object[][] rows) {
        if (rows == null) {
            return null;
        }
        checkCount(rows.length);
        Object[][] copy = new Object[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            Checkpoint.check();
            copy[i] = new Object[] {name(rows[i][0]), rows[i][1]};
        }
        return copy;
    }

    /** Of {@link java.util.ResourceBundle#handleKeySet} and {@link java.util.ResourceBundle#keySet}, which the JDK hashes. */
    public static Set<String> names(Set<?> given) {
        if (given == null) {
            return null;
        }
        Set<String> copy = new HashSet<>();
        for (Object each : given) {
            Checkpoint.check();
            copy.add(name(each));
            checkCount(copy.size());
        }
        return copy;
    }

    /** Of {@link java.util.ResourceBundle#getKeys}, which the JDK looks for among the names of other texts. */
    public static Enumeration<String> names(Enumeration<?> given) {
        if (given == null) {
            return null;
        }
        List<String> copy = new ArrayList<>();
        while (given.hasMoreElements()) {
            Checkpoint.check();
            copy.add(name(given.nextElement()));
            checkCount(copy.size());
        }
        return Collections.enumeration(copy);
    }

    private static String name(Object given) {
        String name = (String) given;
        if (name != null && name.length() > LONGEST) {
            throw new SecurityException("not allowed to extensions: java.util.ResourceBundle with a name of "
                    + name.length() + " characters");
        }
        return name;
    }

    static void checkCount(int count) {
        if (count > MOST) {
            throw new SecurityException(
                    "not allowed to extensions: java.util.ResourceBundle with more than " + MOST + " texts");
        }
    }
}
