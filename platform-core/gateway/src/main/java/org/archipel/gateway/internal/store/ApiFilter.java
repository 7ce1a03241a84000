package org.archipel.gateway.internal.store;

import java.util.Optional;

/**
 * Which custom APIs to list.
 *
 * @param text part of the name or the path, without regard to case
 */
public record ApiFilter(Optional<String> method, Optional<Boolean> active, Optional<String> text) {}
