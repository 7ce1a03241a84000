package org.archipel.api.connector;

import java.util.List;
import java.util.Map;

/** How the platform authenticates requests, as data. Parameters named {@code …Field} name fields of the credentials. */
public sealed interface HttpAuthentication {
    /** Requests go out as they are. */
    record None() implements HttpAuthentication {}

    /**
     * A secret in a header.
     *
     * @param prefix put before the secret, for example {@code "Token "}; may be empty
     */
    record Header(String header, String prefix, String secretField) implements HttpAuthentication {}

    /** A secret in a query parameter. */
    record Query(String parameter, String secretField) implements HttpAuthentication {}

    /** HTTP Basic (RFC 7617). */
    record Basic(String userField, String passwordField) implements HttpAuthentication {}

    /** A bearer token (RFC 6750). */
    record Bearer(String tokenField) implements HttpAuthentication {}

    /**
     * OAuth2 client credentials grant (RFC 6749, section 4.4).
     *
     * @param scopes what to ask for; at most 200, of at most 8,192 characters each
     * @param extra parameters that are sent besides those of the standard; bounded likewise, names and values
     */
    record ClientCredentials(
            String tokenUrl,
            String clientIdField,
            String clientSecretField,
            List<String> scopes,
            Map<String, String> extra)
            implements HttpAuthentication {
        /** @throws IllegalArgumentException if there are more scopes or parameters than there may be, or longer ones */
        public ClientCredentials {
            Texts.requireFew("scopes", scopes);
            Texts.requireFew("parameters", extra);
        }
    }

    /**
     * A bearer token that the credentials are exchanged for by a request of the provider's own: a JSON object by POST, answered by one. The
     * platform keeps the token until shortly before its end, and asks for another one then, or when it is refused.
     *
     * @param members of the object that is sent, each with the field of the credentials that it takes its value from; at most 200, of at
     *     most 8,192 characters each
     * @param token JSON Pointer of the token in the answer
     * @param lifeSeconds how long a token is good
     * @param busy a text in the body of a refusal that says that there were too many such requests, and nothing about the credentials; empty
     *     for none
     */
    record Login(String url, Map<String, String> members, String token, long lifeSeconds, String busy)
            implements HttpAuthentication {
        /** @throws IllegalArgumentException if there are more members than there may be, or longer ones */
        public Login {
            members = Map.copyOf(members);
            Texts.requireFew("members", members);
        }
    }

    /**
     * OAuth2 authorization code grant (RFC 6749, section 4.1): a person connects the integration once, the platform keeps its
     * tokens and refreshes them.
     *
     * @param clientSecretField the field may be absent for a public client
     */
    record AuthorizationCode(OAuth2 provider, String clientIdField, String clientSecretField)
            implements HttpAuthentication {}
}
