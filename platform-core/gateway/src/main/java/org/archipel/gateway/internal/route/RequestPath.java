package org.archipel.gateway.internal.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The path of a request: split first, then decoded, and refused unless it can mean one thing only. */
public final class RequestPath {
    private static final int MOST_LENGTH = 2048;

    private RequestPath() {}

    /** The path cannot be what a well-meaning client sends. */
    public static final class BadPathException extends Exception {
        private static final long serialVersionUID = 1L;

        BadPathException(String message) {
            super(message);
        }
    }

    /**
     * The segments of a path.
     *
     * @param path as it was sent, from the character behind the first slash
     * @throws BadPathException if a segment is empty or made of dots, hides a slash, or is no UTF-8
     */
    public static List<String> segments(String path, int from) throws BadPathException {
        if (path.length() - from > MOST_LENGTH) {
            throw new BadPathException("The path is too long.");
        }
        List<String> segments = new ArrayList<>(8);
        int begin = from;
        while (true) {
            int slash = path.indexOf('/', begin);
            int end = slash < 0 ? path.length() : slash;
            segments.add(segment(path, begin, end));
            if (slash < 0) {
                return segments;
            }
            begin = slash + 1;
        }
    }

    private static String segment(String path, int begin, int end) throws BadPathException {
        if (begin == end) {
            throw new BadPathException("The path has an empty segment.");
        }
        boolean encoded = false;
        for (int i = begin; i < end; i++) {
            char c = path.charAt(i);
            if (c == ';' || c == '\\' || c <= ' ' || c >= 0x7f) {
                throw new BadPathException("The path has a character that has to be encoded.");
            }
            encoded |= c == '%';
        }
        String segment = encoded ? decode(path, begin, end) : path.substring(begin, end);
        if (segment.equals(".") || segment.equals("..")) {
            throw new BadPathException("The path has a segment of dots.");
        }
        return segment;
    }

    private static String decode(String path, int begin, int end) throws BadPathException {
        ByteBuffer bytes = ByteBuffer.allocate(end - begin);
        for (int i = begin; i < end; i++) {
            char c = path.charAt(i);
            if (c == '%') {
                int high = i + 2 < end ? Character.digit(path.charAt(i + 1), 16) : -1;
                int low = i + 2 < end ? Character.digit(path.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new BadPathException("The path is encoded wrongly.");
                }
                c = (char) (high << 4 | low);
                i += 2;
                if (c < ' ' || c == 0x7f || c == '/' || c == '\\') {
                    throw new BadPathException("The path hides a character that it must not have.");
                }
            }
            bytes.put((byte) c);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new BadPathException("The path is no UTF-8.");
        }
    }
}
