package org.archipel.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Serial;
import java.io.StringReader;
import java.util.Properties;

/**
 * Files of texts by language, which the JDK reads into a map, that map into another one, and the names of this into sets, in one piece
 * each: of bounded length, with as many names as {@link BundleNames} allows.
 */
public final class PropertyTexts {
    private static final int LONGEST = 1 << 20;
    private static final int PIECE = 1 << 13;

    private PropertyTexts() {}

    /** @return the same texts, if there are not too many of them */
    public static InputStream checked(InputStream in) throws IOException {
        StackRoom.check();
        if (in == null) {
            return null;
        }
        ByteArrayInputStream all = WholeContent.of(in, LONGEST, "java.util.PropertyResourceBundle");
        // Whatever the characters are, what parts the names is the same.
        new Count().load(all);
        all.reset();
        return all;
    }

    /** @return the same texts, if there are not too many of them */
    public static Reader checked(Reader in) throws IOException {
        StackRoom.check();
        if (in == null) {
            return null;
        }
        String all = all(in);
        new Count().load(new StringReader(all));
        return new StringReader(all);
    }

    private static String all(Reader in) throws IOException {
        StringBuilder all = new StringBuilder();
        char[] piece = new char[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            Checkpoint.check();
            if (all.length() + read > LONGEST) {
                throw new SecurityException("not allowed to extensions: java.util.PropertyResourceBundle of more than "
                        + LONGEST + " characters in one piece");
            }
            all.append(piece, 0, read);
        }
        return all.toString();
    }

    /** Keeps nothing: equal names count each time. */
    private static final class Count extends Properties {
        @Serial
        private static final long serialVersionUID = 1L;

        private int names;

        @Override
        public synchronized Object put(Object name, Object text) {
            Checkpoint.check();
            names++;
            BundleNames.checkCount(names);
            return null;
        }
    }
}
