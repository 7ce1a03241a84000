package org.archipel.gateway.internal.http;

/** A header of a message. */
public record Header(String name, String value) {}
