package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.connectors.emulators.EmulatedProvider;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;

/** A connector that is tested, with the emulator of its provider and what is to be known of both. */
public interface ConnectorSubject {
    /** The provider, as long as a test runs. */
    EmulatedProvider emulator();

    /** An integration with it. */
    TestIntegration connected();

    /** The entity that is read. */
    String entity();

    /** How many records of it there are; more than one page. */
    int records();

    /** Texts that no message may hold. */
    List<String> secrets();

    /** What an expired token ends in, where the client has no refresh token. */
    default ErrorCode expired() {
        return ErrorCode.AUTHENTICATION_FAILED;
    }

    /** Operations with parameters that the emulator has an answer to, each {@code name|parameters} with single quotes. */
    default List<String> operations() {
        return List.of();
    }

    /** The entity of {@link #draft}. */
    default String written() {
        return entity();
    }

    /** A new record with single quotes, another one for each number; empty if none is written. */
    default String draft(int number) {
        return "";
    }

    /** Which requests a steady fault hits; a page must be readable between two of them. */
    default int faultEvery() {
        return 3;
    }

    /** A genuine webhook whose proof holds the time; empty where webhooks of the provider have no time. */
    default Optional<Webhook> timedWebhook() {
        return Optional.empty();
    }

    /** What the connector says of itself. */
    default ConnectorDefinition definition() {
        return connected().connector().definition();
    }

    /** All records of {@link #entity}. */
    default List<SourceRecord> read(int limit) {
        return connected().readAll(entity(), Optional.empty(), limit);
    }

    /** A test of the connection. */
    default ConnectionTest test() {
        try (var session = connected().open()) {
            return session.test();
        }
    }

    /** Fails if a text holds a secret. */
    default void assertNoSecret(String text) {
        secrets().forEach(secret -> assertThat(text).doesNotContain(secret));
    }
}
