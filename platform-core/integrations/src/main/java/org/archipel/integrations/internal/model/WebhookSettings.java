package org.archipel.integrations.internal.model;

import java.util.List;
import java.util.Objects;

/**
 * How webhooks of an integration are verified and read. Absent members take their defaults.
 *
 * @param scheme how the sender proves itself; null for as the connector says
 * @param secretField field of the credentials with the secret; during a change the former one may stand in the same field with
 *     {@code Previous} behind its name
 * @param header header with the signature or token
 * @param prefix before the signature, for example {@code sha256=}
 * @param algorithm hash of the HMAC
 * @param encoding of the signature
 * @param signedText what is signed: {@code {body}} and {@code {timestamp}} stand for themselves
 * @param timestampHeader header with the seconds since 1970 at which it was sent; null where the scheme has none
 * @param toleranceSeconds how old, or how far ahead, a webhook may be; for {@link Scheme#TOKEN} without an id, how long an equal body is a
 *     repetition
 * @param idHeader header with the delivery's id; null for none
 * @param idPointer JSON Pointer of the delivery's id; null for none. Without either, what the sender proved
 *     alike is one delivery: equal bodies, at one time where the time is signed
 * @param eventHeader header with the event's name; null for none
 * @param eventPointer JSON Pointer of the event's name; null for none
 * @param keyPointer JSON Pointer of what webhooks are put in order by; null for all in order
 * @param allowedAddresses addresses or CIDR ranges that may send; empty for all
 * @param requestsPerMinute most webhooks in a minute, on each node
 * @param recordEntity entity of the record that a webhook is about; null for none
 * @param recordPointer JSON Pointer of that record's external id; null for none
 */
public record WebhookSettings(
        Scheme scheme,
        String secretField,
        String header,
        String prefix,
        Algorithm algorithm,
        Encoding encoding,
        String signedText,
        String timestampHeader,
        Integer toleranceSeconds,
        String idHeader,
        String idPointer,
        String eventHeader,
        String eventPointer,
        String keyPointer,
        List<String> allowedAddresses,
        Integer requestsPerMinute,
        String recordEntity,
        String recordPointer) {
    public static final WebhookSettings DEFAULT = new WebhookSettings(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    public WebhookSettings {
        secretField = Objects.requireNonNullElse(secretField, "webhookSecret");
        header = Objects.requireNonNullElse(header, "X-Signature");
        prefix = Objects.requireNonNullElse(prefix, "");
        algorithm = Objects.requireNonNullElse(algorithm, Algorithm.SHA256);
        encoding = Objects.requireNonNullElse(encoding, Encoding.HEX);
        signedText = Objects.requireNonNullElse(signedText, "{body}");
        toleranceSeconds = Objects.requireNonNullElse(toleranceSeconds, 300);
        allowedAddresses = allowedAddresses == null ? List.of() : List.copyOf(allowedAddresses);
        requestsPerMinute = Objects.requireNonNullElse(requestsPerMinute, 600_000);
    }

    /** How a sender proves itself. */
    public enum Scheme {
        /** Standard Webhooks: {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature}. */
        STANDARD,
        /** An HMAC over the body, in a header. */
        HMAC,
        /** The secret itself, in a header. */
        TOKEN
    }

    /** The hash function of an HMAC (RFC 2104). */
    public enum Algorithm {
        SHA1("HmacSHA1"),
        SHA256("HmacSHA256"),
        SHA512("HmacSHA512");

        private final String mac;

        Algorithm(String mac) {
            this.mac = mac;
        }

        /** As the Java platform calls it. */
        public String mac() {
            return mac;
        }
    }

    /** How a signature is written. */
    public enum Encoding {
        HEX,
        BASE64
    }
}
