package org.archipel.integrations.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.permission.Permission;
import org.archipel.integrations.internal.model.Integration;

/** Knows the tokens of integrations that a person connected. */
public interface TokenSource {
    /** The tokens of an integration; asking for them connects to nothing yet. */
    AccessTokens tokens(
            Integration integration,
            AuthorizationCode authentication,
            ObjectNode credentials,
            Supplier<List<Permission>> grants);

    /** Whether a person connected the integration. */
    boolean connected(Integration integration);
}
