package org.archipel.transformation;

/** What a rule set does with a document. */
public enum RuleType {
    /** Makes another document of it, or changes it. */
    MAP,
    /** Lets it through or not. */
    FILTER,
    /** Makes groups and figures of many. */
    AGGREGATE,
    /** Refuses what is not as it has to be. */
    VALIDATE,
    /** Hands it to a function: JavaScript, JSONata, or one of an extension. */
    CUSTOM
}
