package org.archipel.marketplace.internal.rest;

/** Body of a publisher's answer to a reviewer. */
public record MessageBody(String text) {}
