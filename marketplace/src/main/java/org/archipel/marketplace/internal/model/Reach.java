package org.archipel.marketplace.internal.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * An organization that a version reached.
 *
 * @param name empty if the organization is gone
 * @param running whether the version works there now
 * @param runs the version that works there now; absent if none does
 * @param firstAt when it got the version first
 */
public record Reach(
        String organizationId,
        String slug,
        String name,
        boolean running,
        @JsonInclude(JsonInclude.Include.NON_NULL) String runs,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant firstAt,
        long times) {}
