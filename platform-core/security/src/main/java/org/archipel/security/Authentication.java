package org.archipel.security;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.archipel.rest.RequestContext;
import org.osgi.annotation.versioning.ProviderType;

/** Tells who calls, from what a request carries; for the REST API and for servlets beside it. Thread-safe. */
@ProviderType
public interface Authentication {
    /** Header that carries an API key; {@code Authorization: Bearer} does as well. */
    String API_KEY_HEADER = "X-API-Key";

    /** Header by which a platform administrator works in another organization: its id or its slug. */
    String ORGANIZATION_HEADER = "X-Organization";

    /**
     * @throws org.archipel.api.error.PlatformException with {@code AUTHENTICATION_ERROR} (401) without a valid credential, {@code
     *     RATE_LIMIT_ERROR} (429, with a time to wait) after too many wrong ones or too many requests of the key, {@code NOT_FOUND}
     *     for an organization that the caller may not work in
     */
    Caller authenticate(Credentials credentials);

    /**
     * The same for threads that must not wait.
     *
     * @return empty if the database has to be asked; nothing was counted then
     */
    default Optional<Caller> authenticateAtOnce(Credentials credentials) {
        return Optional.empty();
    }

    /**
     * What a request carries.
     *
     * @param authorization the {@code Authorization} header
     * @param apiKey the {@value #API_KEY_HEADER} header
     * @param organization the {@value #ORGANIZATION_HEADER} header
     * @param ip address of the client
     * @param requestId id of the request
     */
    record Credentials(
            Optional<String> authorization,
            Optional<String> apiKey,
            Optional<String> organization,
            String ip,
            String requestId) {
        /**
         * Those of the request that the present thread works on.
         *
         * @param headers the value of a header; null if it is not there
         */
        public static Credentials of(UnaryOperator<String> headers) {
            return new Credentials(
                    Optional.ofNullable(headers.apply("Authorization")),
                    Optional.ofNullable(headers.apply(API_KEY_HEADER)),
                    Optional.ofNullable(headers.apply(ORGANIZATION_HEADER)),
                    RequestContext.current().map(RequestContext::clientAddress).orElse(""),
                    RequestContext.currentId());
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Credentials[ip=" + ip + ", requestId=" + requestId + "]";
        }
    }
}
