package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;

/** The least that a platform does to a connector's requests: it authenticates them. It does not try again. */
final class AuthenticatedClient implements HttpClient {
    private final java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final HttpAuthentication authentication;
    private final Map<String, String> credentials;
    private String token = "";
    private int requests;

    AuthenticatedClient(HttpAuthentication authentication, Map<String, String> credentials) {
        this.authentication = authentication;
        this.credentials = credentials;
    }

    int requests() {
        return requests;
    }

    @Override
    public HttpResponse send(HttpRequest request) {
        requests++;
        return exchange(authenticated(request));
    }

    private HttpRequest authenticated(HttpRequest request) {
        if (authentication instanceof HttpAuthentication.Header header) {
            return request.header(header.header(), header.prefix() + credentials.get(header.secretField()));
        }
        if (authentication instanceof HttpAuthentication.Query query) {
            String separator = request.uri().getRawQuery() == null ? "?" : "&";
            String secret = URLEncoder.encode(credentials.get(query.secretField()), StandardCharsets.UTF_8);
            URI uri = URI.create(request.uri() + separator + query.parameter() + "=" + secret);
            return new HttpRequest(request.method(), uri, request.headers(), request.body(), request.timeout());
        }
        if (authentication instanceof HttpAuthentication.Basic basic) {
            String pair = credentials.get(basic.userField()) + ":" + credentials.get(basic.passwordField());
            return request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        if (authentication instanceof HttpAuthentication.Bearer bearer) {
            return request.header("Authorization", "Bearer " + credentials.get(bearer.tokenField()));
        }
        if (authentication instanceof HttpAuthentication.ClientCredentials grant) {
            return request.header("Authorization", "Bearer " + token(grant));
        }
        return request;
    }

    private String token(HttpAuthentication.ClientCredentials grant) {
        if (token.isEmpty()) {
            String form = "grant_type=client_credentials&client_id=" + credentials.get(grant.clientIdField())
                    + "&client_secret="
                    + URLEncoder.encode(credentials.get(grant.clientSecretField()), StandardCharsets.UTF_8);
            HttpRequest request = HttpRequest.json(
                            "POST", URI.create(grant.tokenUrl()), form.getBytes(StandardCharsets.UTF_8))
                    .header("Content-Type", "application/x-www-form-urlencoded");
            try {
                token = new ObjectMapper()
                        .readTree(exchange(request).body())
                        .path("access_token")
                        .asText();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return token;
    }

    private HttpResponse exchange(HttpRequest request) {
        var builder = java.net.http.HttpRequest.newBuilder(request.uri())
                .timeout(Duration.ofSeconds(60))
                .method(request.method(), java.net.http.HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        try {
            var response = client.send(builder.build(), java.net.http.HttpResponse.BodyHandlers.ofByteArray());
            return new HttpResponse(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "no answer", true, null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "interrupted", true, null, e);
        }
    }
}
