package org.archipel.transformation.internal.store;

import java.util.Optional;
import org.archipel.transformation.RuleType;

/**
 * Which rule sets to list.
 *
 * @param text part of name or description
 */
public record TransformationFilter(Optional<RuleType> type, Optional<Status> status, Optional<String> text) {}
