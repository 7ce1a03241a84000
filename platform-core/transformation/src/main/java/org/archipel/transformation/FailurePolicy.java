package org.archipel.transformation;

/** What happens when a step cannot do its work on a document. */
public enum FailurePolicy {
    /** The document fails. */
    FAIL,
    /** The step is left out: its target stays without a value. */
    SKIP_FIELD,
    /** The step's default value is taken. */
    DEFAULT,
    /** The document is put aside, for a person to look at. */
    QUARANTINE
}
