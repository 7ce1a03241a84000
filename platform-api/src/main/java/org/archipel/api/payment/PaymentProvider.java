package org.archipel.api.payment;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes money for the marketplace; registered as a service with the property {@value #NAME} by a bundle of the platform's operator.
 * Both methods may be asked again with the same arguments, after a crash too, and then answer the same and charge nothing twice. What
 * they throw is tried again later. Thread-safe.
 */
@ConsumerType
public interface PaymentProvider {
    /** Service property: name of the provider, lower case, by which purchases remember it. */
    String NAME = "archipel.payment.provider";

    /**
     * Begins a payment.
     *
     * @param purchase what is bought; its id is the key to recognize a repetition
     */
    Checkout begin(Purchase purchase);

    /**
     * How a payment stands. Asked again and again until it is paid or declined, and for a subscription until it ends.
     *
     * @param reference as {@link #begin} gave it
     */
    PaymentState state(String reference);
}
