package org.archipel.sandbox.internal.gate;

import org.archipel.sandbox.internal.rule.Rule;

/** The archive breaks a rule in a way that makes reading on pointless. */
final class BadArchiveException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rule rule;

    BadArchiveException(Rule rule, String message) {
        super(message);
        this.rule = rule;
    }

    Rule rule() {
        return rule;
    }
}
