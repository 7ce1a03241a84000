package org.archipel.integrations.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.integrations.internal.model.Integration;

/** Knows the tokens of integrations that a person connected. */
public interface TokenSource {
    /**
     * The tokens of an integration; asking for them connects to nothing yet.
     *
     * @param reach what the requests for them reach
     */
    AccessTokens tokens(Integration integration, AuthorizationCode authentication, ObjectNode credentials, Reach reach);

    /** Whether a person connected the integration. */
    boolean connected(Integration integration);
}
