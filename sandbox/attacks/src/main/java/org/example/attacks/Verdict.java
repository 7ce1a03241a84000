package org.example.attacks;

/** What becomes of an attack. */
public enum Verdict {
    /** The package does not come in; the report names the rule. */
    REFUSED,
    /** The call ends with a denial, and what was forbidden did not happen. */
    DENIED,
    /** The call is ended within its budget. */
    KILLED,
    /** It works, as it should. */
    ALLOWED
}
