package org.archipel.gateway.internal.auth;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Base64;

/** Reads tokens as they are written (RFC 7515, section 7.1), to the letter: what others skip would make one token of many texts. */
final class CompactForm {
    private CompactForm() {}

    /** @throws ParseException if it is no signed token, or not one as it has to be written */
    static SignedJWT parse(String token) throws ParseException {
        for (String part : token.split("\\.", -1)) {
            if (!isWritten(part)) {
                throw new ParseException("a part is not written in base64url", 0);
            }
        }
        return SignedJWT.parse(token);
    }

    private static boolean isWritten(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
