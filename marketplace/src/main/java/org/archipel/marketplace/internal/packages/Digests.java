package org.archipel.marketplace.internal.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.archipel.base.Sha256;

/** SHA-256, as lower-case hex. */
public final class Digests {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private Digests() {}

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether the text has the form of a digest. */
    public static boolean isSha256(String text) {
        return SHA256.matcher(text).matches();
    }

    static String sha256(Path file) throws IOException {
        var digest = Sha256.newDigest();
        var buffer = new byte[64 * 1024];
        try (var in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return hex(digest);
    }
}
