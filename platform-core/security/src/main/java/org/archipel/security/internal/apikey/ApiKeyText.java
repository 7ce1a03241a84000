package org.archipel.security.internal.apikey;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.security.internal.key.Aead;
import org.archipel.security.internal.key.PlatformKey;

/**
 * A full API key, {@code ark_<prefix>_<secret>}: the prefix finds the key and may be seen, the secret has 260 random bits.
 *
 * @param prefix 8 to 16 lower-case letters and digits
 * @param secret 43 to 128 letters and digits
 */
public record ApiKeyText(String prefix, String secret) {
    private static final Pattern FORM = Pattern.compile("ark_([a-z0-9]{8,16})_([A-Za-z0-9]{43,128})");
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
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new ApiKeyText(matcher.group(1), matcher.group(2))) : Optional.empty();
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
