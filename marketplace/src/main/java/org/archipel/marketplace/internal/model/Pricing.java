package org.archipel.marketplace.internal.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What an extension costs, from its descriptor.
 *
 * @param price for one organization, or for one period; absent if it is free
 * @param currency ISO 4217
 * @param trialDays how long it can be tried without an entitlement; 0 for not at all
 * @param freeTier what may be used without an entitlement; absent if nothing
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Pricing(
        Model model,
        Optional<BigDecimal> price,
        Optional<String> currency,
        int trialDays,
        Optional<FreeTier> freeTier) {
    public static final Pricing FREE = new Pricing(Model.FREE, Optional.empty(), Optional.empty(), 0, Optional.empty());

    public enum Model {
        FREE,
        ONE_TIME,
        SUBSCRIPTION,
        USAGE
    }

    /** @param callsPerDay calls of one organization in a day (UTC) */
    public record FreeTier(long callsPerDay) {}

    /** As a descriptor says it; free if it says nothing. */
    public static Pricing of(ObjectNode descriptor) {
        var pricing = descriptor.path("pricing");
        if (!pricing.isObject()) {
            return FREE;
        }
        return new Pricing(
                Model.valueOf(pricing.path("model").asText()),
                text(pricing, "price").map(BigDecimal::new),
                text(pricing, "currency"),
                pricing.path("trialPeriodDays").asInt(0),
                Optional.of(pricing.path("freeTier").path("callsPerDay"))
                        .filter(JsonNode::isIntegralNumber)
                        .map(calls -> new FreeTier(calls.asLong())));
    }

    private static Optional<String> text(JsonNode pricing, String name) {
        return Optional.of(pricing.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
