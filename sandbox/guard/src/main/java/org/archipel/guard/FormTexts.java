package org.archipel.guard;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Texts of forms, where one character may become nine: in pieces, with a checkpoint before each. */
public final class FormTexts {
    private static final int PIECE = 1 << 12;
    private static final int LONGEST_PIECE = 1 << 16;

    private FormTexts() {}

    public static String encode(String text) {
        return encode(text, Charset.defaultCharset());
    }

    public static String encode(String text, String charset) throws UnsupportedEncodingException {
        // Finds out whether there is one of that name.
        return text.length() <= PIECE ? URLEncoder.encode(text, charset) : encode(text, known(charset));
    }

    public static String encode(String text, Charset charset) {
        StringBuilder encoded = new StringBuilder();
        for (int from = 0, to; from < text.length(); from = to) {
            Checkpoint.check();
            to = Math.min(from + PIECE, text.length());
            while (to < text.length() && !separable(text.charAt(to), charset)) {
                to++;
            }
            Texts.checkLength((long) to - from, LONGEST_PIECE);
            encoded.append(URLEncoder.encode(text.substring(from, to), charset));
            Sizes.checkTotal(encoded.length());
        }
        return encoded.toString();
    }

    // In other character sets, what follows each other may be encoded together.
    private static boolean separable(char next, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                ? !Character.isLowSurrogate(next)
                : next < 0x80 && (Character.isLetterOrDigit(next) || " .-*_".indexOf(next) >= 0);
    }

    public static String decode(String text) {
        return decode(text, Charset.defaultCharset());
    }

    public static String decode(String text, String charset) throws UnsupportedEncodingException {
        return text.length() <= PIECE ? URLDecoder.decode(text, charset) : decode(text, known(charset));
    }

    public static String decode(String text, Charset charset) {
        StringBuilder decoded = new StringBuilder();
        for (int from = 0, to; from < text.length(); from = to) {
            Checkpoint.check();
            to = Math.min(from + PIECE, text.length());
            while (to < text.length() && isWithinBytes(text, to)) {
                to++;
            }
            decoded.append(URLDecoder.decode(text.substring(from, to), charset));
        }
        return decoded.toString();
    }

    // Bytes that follow each other are decoded together.
    private static boolean isWithinBytes(String text, int place) {
        return text.charAt(place) == '%' || text.charAt(place - 1) == '%' || text.charAt(place - 2) == '%';
    }

    private static Charset known(String charset) throws UnsupportedEncodingException {
        try {
            return Charset.forName(charset);
        } catch (IllegalArgumentException e) {
            UnsupportedEncodingException unknown = new UnsupportedEncodingException(charset);
            unknown.initCause(e);
            throw unknown;
        }
    }
}
