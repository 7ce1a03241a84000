package org.archipel.integrations.internal.service;

import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.error.PlatformException;

/** What a failure says about a connection, and what to do about it. */
final class Diagnoses {
    private Diagnoses() {}

    static Finding of(PlatformException failure) {
        return switch (failure.code()) {
            case AUTHENTICATION_FAILED ->
                failed(Aspect.AUTHENTICATION, failure, "Check the credentials; they may be wrong, expired or revoked.");
            case PERMISSION_DENIED ->
                failed(Aspect.PERMISSION, failure, "Give the credentials or the connector the missing permission.");
            case RATE_LIMIT_EXCEEDED ->
                failed(Aspect.RATE_LIMIT, failure, "Wait for the limit to end, or ask the provider for a higher one.");
            case CONNECTION_FAILED ->
                failed(Aspect.TCP, failure, "Check that the remote system runs and can be reached from here.");
            default -> failed(Aspect.RESPONSE, failure, "Check the endpoint and the connector's configuration.");
        };
    }

    private static Finding failed(Aspect aspect, PlatformException failure, String suggestion) {
        return new Finding(aspect, Outcome.FAILED, failure.getMessage(), suggestion, 0);
    }
}
