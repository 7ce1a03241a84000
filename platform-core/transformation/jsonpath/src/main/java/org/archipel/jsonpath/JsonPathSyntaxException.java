package org.archipel.jsonpath;

/** A text that is no JSONPath expression; the message tells where and why. */
public class JsonPathSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    JsonPathSyntaxException(String reason, int position) {
        super(reason + " at position " + position);
    }
}
