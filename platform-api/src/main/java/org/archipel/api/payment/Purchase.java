package org.archipel.api.payment;

import java.math.BigDecimal;

/**
 * What an organization buys.
 *
 * @param id of the purchase, the same at every try
 * @param organizationId who buys
 * @param extensionId what is bought
 * @param terms what the price is for
 * @param price in units of the currency
 * @param currency ISO 4217
 */
public record Purchase(
        String id, String organizationId, String extensionId, Terms terms, BigDecimal price, String currency) {
    /** What a price is for. */
    public enum Terms {
        /** Once and for good. */
        ONE_TIME,
        /** For a period that the provider renews. */
        SUBSCRIPTION,
        /** For what is used, which the provider settles afterwards. */
        USAGE
    }
}
