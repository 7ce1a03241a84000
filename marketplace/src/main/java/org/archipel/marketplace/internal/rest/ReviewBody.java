package org.archipel.marketplace.internal.rest;

/** Body of a reviewer's decision. */
public record ReviewBody(String reason) {}
