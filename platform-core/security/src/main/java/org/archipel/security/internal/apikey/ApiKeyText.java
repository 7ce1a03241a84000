package org.archipel.security.internal.apikey;

import java.security.SecureRandom;
import java.util.Optional;
import org.archipel.security.internal.key.Aead;
import org.archipel.security.internal.key.PlatformKey;

/**
 * A full API key, {@code ark_<prefix>_<secret>}: the prefix finds the key and may be seen, the secret has 260 random bits.
 *
 * @param prefix 8 to 16 lower-case letters and digits
 * @param secret 43 to 128 letters and digits
 */
public record ApiKeyText(String prefix, String secret) {
    private static final String BEGIN = "ark_";
    private static final int LEAST_PREFIX = 8;
    private static final int MOST_PREFIX = 16;
    private static final int LEAST_SECRET = 43;
    private static final int MOST_SECRET = 128;
    /** 32 characters, none mistaken for another. */
    private static final char[] ALPHABET = "abcdefghjkmnpqrstuvwxyz023456789".toCharArray();

    private static final int PREFIX_LENGTH = 12;
    private static final int SECRET_LENGTH = 52;
    private static final SecureRandom RANDOM = new SecureRandom();

    public static ApiKeyText generate() {
        return new ApiKeyText(random(PREFIX_LENGTH), random(SECRET_LENGTH));
    }

    /** The parts of a key; empty if the text has not its form. */
    public static Optional<ApiKeyText> parse(String text) {
        int split = text.indexOf('_', BEGIN.length());
        if (!text.startsWith(BEGIN)
                || !consists(text, BEGIN.length(), split, LEAST_PREFIX, MOST_PREFIX, false)
                || !consists(text, split + 1, text.length(), LEAST_SECRET, MOST_SECRET, true)) {
            return Optional.empty();
        }
        return Optional.of(new ApiKeyText(text.substring(BEGIN.length(), split), text.substring(split + 1)));
    }

    // Every request with a key comes here: a regular expression is a tenth of what a proxied one costs.
    private static boolean consists(String text, int from, int to, int least, int most, boolean capitals) {
        if (to - from < least || to - from > most) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean good = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || capitals && c >= 'A' && c <= 'Z';
            if (!good) {
                return false;
            }
        }
        return true;
    }

    /** The keyed hash by which the secret is recognized; nothing is to be learned from it without the pepper. */
    public byte[] hash(PlatformKey pepper) {
        return pepper.mac(Aead.context("api key", prefix, secret));
    }

    /** The whole key, as its owner keeps it. */
    public String full() {
        return "ark_" + prefix + "_" + secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ark_" + prefix + "_…";
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET[RANDOM.nextInt(ALPHABET.length)]);
        }
        return text.toString();
    }
}
