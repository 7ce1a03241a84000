package org.archipel.rest.internal.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;

/**
 * The text of a JSON document as RFC 8259 wants it between systems: UTF-8, without halves of characters, which no other system could
 * be given.
 */
public final class JsonText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int ESCAPE_LENGTH = 6;
    private static final int HEXADECIMAL = 16;

    private JsonText() {}

    /** @throws ValidationException if the bytes are no such text */
    public static String decode(byte[] document) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(document))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refusal("is not encoded in UTF-8");
        }
        if (hasHalfCharacter(text)) {
            throw refusal("has one half of a character (a surrogate by itself)");
        }
        return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
    }

    /** Whether an escape stands for a surrogate without its other half; bytes that do are not UTF-8 in the first place. */
    private static boolean hasHalfCharacter(String text) {
        int at = text.indexOf('\\');
        while (at >= 0 && at + 1 < text.length()) {
            int length = 2;
            char unit = escaped(text, at);
            if (Character.isLowSurrogate(unit)) {
                return true;
            }
            if (Character.isHighSurrogate(unit)) {
                if (!Character.isLowSurrogate(escaped(text, at + ESCAPE_LENGTH))) {
                    return true;
                }
                length = 2 * ESCAPE_LENGTH;
            }
            at = text.indexOf('\\', at + length);
        }
        return false;
    }

    /** The code unit of the escape at that place; 0 if there is none that is well-formed. */
    private static char escaped(String text, int at) {
        if (at + ESCAPE_LENGTH > text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) != 'u') {
            return 0;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(text.charAt(i), HEXADECIMAL);
            if (digit < 0) {
                return 0;
            }
            unit = unit * HEXADECIMAL + digit;
        }
        return (char) unit;
    }

    private static ValidationException refusal(String message) {
        return new ValidationException("The request body is not acceptable.", List.of(new FieldError("", message)));
    }
}
