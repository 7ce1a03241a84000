package org.archipel.sandbox.internal.rewrite.hierarchy;

/** Name and descriptor of a field or method. */
public record MemberKey(String name, String descriptor) {}
