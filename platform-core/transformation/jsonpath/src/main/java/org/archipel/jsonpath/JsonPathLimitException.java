package org.archipel.jsonpath;

/** An expression takes more work over a document than is allowed. */
public class JsonPathLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JsonPathLimitException(String message) {
        super(message);
    }
}
