package org.archipel.sandbox.internal.rewrite.weave;

import org.archipel.sandbox.internal.rule.Rule;

/**
 * Something that the developer is told.
 *
 * @param location class, method and line
 */
public record Problem(Rule rule, String location, String message) {}
