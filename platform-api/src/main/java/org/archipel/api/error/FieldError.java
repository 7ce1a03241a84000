package org.archipel.api.error;

/**
 * One invalid place in a request.
 *
 * @param pointer JSON Pointer (RFC 6901) of the field; empty for the whole document
 * @param message what is wrong with it, for a person
 */
public record FieldError(String pointer, String message) {}
