package org.archipel.api.connector;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a provider speaks OAuth2 (RFC 6749), as data: where it differs from the standard, the difference is a value here.
 *
 * @param authorizeUrl where a person consents
 * @param tokenUrl where codes and refresh tokens become access tokens
 * @param revokeUrl where tokens are revoked (RFC 7009); empty if the provider has none
 * @param scopes what to ask for; at most 200, of at most 8,192 characters each, and so are names and values of the parameters
 * @param scopeSeparator between scopes; a space by the standard
 * @param authorizeParameters added to the address of consent
 * @param tokenParameters added to each token request
 * @param client how the client identifies itself to the token endpoint
 * @param request how a token request carries its parameters
 * @param pkce whether the code is bound to its requester (RFC 7636, S256)
 * @param accessToken JSON Pointer of the access token in the answer, {@code /access_token} by the standard
 * @param tokenParameter query parameter that carries the access token; empty for {@code Authorization: Bearer} (RFC 6750)
 * @param lifeSeconds how long an access token lives whose answer does not say so; 0 for without end
 * @param revocation how tokens are revoked, where they can be
 */
public record OAuth2(
        String authorizeUrl,
        String tokenUrl,
        String revokeUrl,
        List<String> scopes,
        String scopeSeparator,
        Map<String, String> authorizeParameters,
        Map<String, String> tokenParameters,
        Client client,
        Request request,
        boolean pkce,
        String accessToken,
        String tokenParameter,
        long lifeSeconds,
        Revocation revocation) {
    /** How a connection is taken back. */
    public enum Revocation {
        /** The refresh token, or else the access token, by a request like those for tokens (RFC 7009). */
        STANDARD,
        /** The access token, in a form, by a request that it authorizes itself (RFC 6750). */
        BEARER
    }

    /** How the client identifies itself. */
    public enum Client {
        /** HTTP Basic (RFC 6749, section 2.3.1). */
        BASIC,
        /** {@code client_id} and {@code client_secret} among the parameters. */
        PARAMETERS
    }

    /** How a token request carries its parameters. */
    public enum Request {
        /** In a form, by POST, as the standard says. */
        FORM,
        /** In a JSON object, by POST. */
        JSON,
        /** In the address, by GET. */
        QUERY
    }

    /** @throws IllegalArgumentException if there are more scopes or parameters than there may be, or longer ones */
    public OAuth2 {
        scopes = List.copyOf(scopes);
        authorizeParameters = Map.copyOf(authorizeParameters);
        tokenParameters = Map.copyOf(tokenParameters);
        Texts.requireFew("scopes", scopes);
        Texts.requireFew("parameters", authorizeParameters);
        Texts.requireFew("parameters", tokenParameters);
    }

    /** A provider whose tokens are revoked as the standard says, if they can be revoked. */
    public OAuth2(
            String authorizeUrl,
            String tokenUrl,
            String revokeUrl,
            List<String> scopes,
            String scopeSeparator,
            Map<String, String> authorizeParameters,
            Map<String, String> tokenParameters,
            Client client,
            Request request,
            boolean pkce,
            String accessToken,
            String tokenParameter,
            long lifeSeconds) {
        this(
                authorizeUrl,
                tokenUrl,
                revokeUrl,
                scopes,
                scopeSeparator,
                authorizeParameters,
                tokenParameters,
                client,
                request,
                pkce,
                accessToken,
                tokenParameter,
                lifeSeconds,
                Revocation.STANDARD);
    }

    /** A provider that follows the standard, with PKCE. */
    public static OAuth2 standard(String authorizeUrl, String tokenUrl, List<String> scopes) {
        return new OAuth2(
                authorizeUrl,
                tokenUrl,
                "",
                scopes,
                " ",
                Map.of(),
                Map.of(),
                Client.BASIC,
                Request.FORM,
                true,
                "/access_token",
                "",
                3600);
    }

    /** The same with an address of revocation. */
    public OAuth2 revokedAt(String url) {
        return changed(draft -> draft.revokeUrl = url);
    }

    /** The same with an address at which the access token revokes itself. */
    public OAuth2 revokedByBearerAt(String url) {
        return changed(draft -> {
            draft.revokeUrl = url;
            draft.revocation = Revocation.BEARER;
        });
    }

    /** The same with other ways of token requests. */
    public OAuth2 speaking(Client style, Request form, boolean boundCode) {
        return changed(draft -> {
            draft.client = style;
            draft.request = form;
            draft.pkce = boundCode;
        });
    }

    /** The same with parameters of its own. */
    public OAuth2 with(Map<String, String> atConsent, Map<String, String> atToken) {
        return changed(draft -> {
            draft.authorizeParameters = atConsent;
            draft.tokenParameters = atToken;
        });
    }

    /** The same with scopes that something else than a space separates. */
    public OAuth2 scopesSeparatedBy(String separator) {
        return changed(draft -> draft.scopeSeparator = separator);
    }

    /** The same with the access token in a query parameter. */
    public OAuth2 tokenInParameter(String name) {
        return changed(draft -> draft.tokenParameter = name);
    }

    /** The same with access tokens that live so many seconds where their answer does not say so; 0 for without end. */
    public OAuth2 livingFor(long seconds) {
        return changed(draft -> draft.lifeSeconds = seconds);
    }

    private OAuth2 changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new OAuth2(
                authorizeUrl,
                tokenUrl,
                draft.revokeUrl,
                scopes,
                draft.scopeSeparator,
                draft.authorizeParameters,
                draft.tokenParameters,
                draft.client,
                draft.request,
                draft.pkce,
                accessToken,
                draft.tokenParameter,
                draft.lifeSeconds,
                draft.revocation);
    }

    /** What differs from provider to provider, while it is changed. */
    private static final class Draft {
        private String revokeUrl;
        private String scopeSeparator;
        private Map<String, String> authorizeParameters;
        private Map<String, String> tokenParameters;
        private Client client;
        private Request request;
        private boolean pkce;
        private String tokenParameter;
        private long lifeSeconds;
        private Revocation revocation;

        Draft(OAuth2 present) {
            revokeUrl = present.revokeUrl;
            scopeSeparator = present.scopeSeparator;
            authorizeParameters = present.authorizeParameters;
            tokenParameters = present.tokenParameters;
            client = present.client;
            request = present.request;
            pkce = present.pkce;
            tokenParameter = present.tokenParameter;
            lifeSeconds = present.lifeSeconds;
            revocation = present.revocation;
        }
    }
}
