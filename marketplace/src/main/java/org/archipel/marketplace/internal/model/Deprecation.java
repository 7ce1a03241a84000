package org.archipel.marketplace.internal.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * That an extension is not kept up any more.
 *
 * @param replacement id of the extension to go to; empty if there is none
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Deprecation(String reason, Optional<String> replacement, Instant since) {}
