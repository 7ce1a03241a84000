package org.archipel.sandbox;

/**
 * How calls of one version of an installation ended on this node since it began to work: those of the platform that ask for its
 * health, or prepare it, are not among them, nor are refusals that the extension speaks of itself.
 *
 * @param answered calls that ended as they should
 * @param failed calls that ended as no extension means them to: with an exception that it does not name, or past a budget
 */
public record CallOutcomes(long answered, long failed) {
    public static final CallOutcomes NONE = new CallOutcomes(0, 0);
}
