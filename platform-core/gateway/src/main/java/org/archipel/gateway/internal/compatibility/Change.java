package org.archipel.gateway.internal.compatibility;

/**
 * A difference between two definitions of an API.
 *
 * @param breaking whether a caller that did everything right may fail by it
 * @param pointer to the place in the new definition
 * @param message what it is, for a person
 */
public record Change(boolean breaking, String pointer, String message) {}
