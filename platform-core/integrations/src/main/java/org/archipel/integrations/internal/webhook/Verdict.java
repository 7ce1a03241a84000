package org.archipel.integrations.internal.webhook;

/**
 * What verification says of a webhook.
 *
 * @param reason why it is refused; empty if it is genuine
 * @param deliveryId known again when it is repeated
 * @param key webhooks of one key are processed in order
 */
record Verdict(String reason, String deliveryId, String key, String event) {
    static Verdict refused(String reason) {
        return new Verdict(reason, "", "", "");
    }

    boolean genuine() {
        return reason.isEmpty();
    }
}
