package org.archipel.connectors.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;

/** The least that a platform does to a connector's requests: it authenticates them. It does not try again, nor follow redirects. */
final class TestClient implements HttpClient {
    private final java.net.http.HttpClient client;
    private final HttpAuthentication authentication;
    private final Map<String, String> credentials;
    private String token;
    private String refreshToken;
    private int requests;

    /** @param trust which servers are trusted */
    TestClient(HttpAuthentication authentication, Map<String, String> credentials, SSLContext trust) {
        this.client = java.net.http.HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(30))
                .sslContext(trust)
                .build();
        this.authentication = authentication;
        this.credentials = credentials;
        this.token = credentials.getOrDefault("accessToken", "");
        this.refreshToken = credentials.getOrDefault("refreshToken", "");
    }

    int requests() {
        return requests;
    }

    @Override
    public HttpResponse send(HttpRequest request) {
        requests++;
        HttpResponse response = exchange(authenticated(request));
        if (response.status() == 401
                && !refreshToken.isEmpty()
                && authentication instanceof HttpAuthentication.AuthorizationCode code) {
            refresh(code);
            return exchange(authenticated(request));
        }
        if (response.status() == 401 && authentication instanceof HttpAuthentication.Login) {
            token = "";
            return exchange(authenticated(request));
        }
        return response;
    }

    private HttpRequest authenticated(HttpRequest request) {
        if (authentication instanceof HttpAuthentication.Header header) {
            return request.header(header.header(), header.prefix() + credentials.get(header.secretField()));
        }
        if (authentication instanceof HttpAuthentication.Query query) {
            return with(request, query.parameter(), credentials.get(query.secretField()));
        }
        if (authentication instanceof HttpAuthentication.Basic basic) {
            return request.header(
                    "Authorization",
                    "Basic " + base64(credentials.get(basic.userField()), credentials.get(basic.passwordField())));
        }
        if (authentication instanceof HttpAuthentication.Bearer bearer) {
            return request.header("Authorization", "Bearer " + credentials.get(bearer.tokenField()));
        }
        if (authentication instanceof HttpAuthentication.ClientCredentials grant) {
            return request.header("Authorization", "Bearer " + granted(grant));
        }
        if (authentication instanceof HttpAuthentication.Login login) {
            return request.header("Authorization", "Bearer " + loggedIn(login));
        }
        if (authentication instanceof HttpAuthentication.AuthorizationCode code) {
            String parameter = code.provider().tokenParameter();
            return parameter.isEmpty()
                    ? request.header("Authorization", "Bearer " + token)
                    : with(request, parameter, token);
        }
        return request;
    }

    private static HttpRequest with(HttpRequest request, String name, String value) {
        String separator = request.uri().getRawQuery() == null ? "?" : "&";
        URI uri = URI.create(request.uri() + separator + name + "=" + encode(value));
        return new HttpRequest(request.method(), uri, request.headers(), request.body(), request.timeout());
    }

    private String granted(HttpAuthentication.ClientCredentials grant) {
        if (token.isEmpty()) {
            Map<String, String> form = new LinkedHashMap<>(grant.extra());
            form.put("grant_type", "client_credentials");
            HttpRequest request = form(grant.tokenUrl(), form)
                    .header(
                            "Authorization",
                            "Basic "
                                    + base64(
                                            credentials.get(grant.clientIdField()),
                                            credentials.get(grant.clientSecretField())));
            token = Documents.exactly(exchange(request).text())
                    .path("access_token")
                    .asText();
        }
        return token;
    }

    private String loggedIn(HttpAuthentication.Login login) {
        if (token.isEmpty()) {
            var body = Documents.object("{}");
            login.members().forEach((member, field) -> body.put(member, credentials.get(field)));
            HttpResponse answer = exchange(HttpRequest.json(
                    "POST", URI.create(login.url()), body.toString().getBytes(StandardCharsets.UTF_8)));
            if (!answer.successful()) {
                throw new RemoteException(ErrorCode.AUTHENTICATION_FAILED, "no token", false);
            }
            token = Documents.exactly(answer.text()).at(login.token()).asText();
        }
        return token;
    }

    private void refresh(HttpAuthentication.AuthorizationCode code) {
        OAuth2 provider = code.provider();
        Map<String, String> parameters = new LinkedHashMap<>(provider.tokenParameters());
        parameters.put("grant_type", "refresh_token");
        parameters.put("refresh_token", refreshToken);
        String id = credentials.get(code.clientIdField());
        String secret = credentials.get(code.clientSecretField());
        if (provider.client() == OAuth2.Client.PARAMETERS) {
            parameters.put("client_id", id);
            parameters.put("client_secret", secret);
        }
        HttpRequest request = switch (provider.request()) {
            case FORM -> form(provider.tokenUrl(), parameters);
            case JSON -> {
                var body = Documents.object("{}");
                parameters.forEach(body::put);
                yield HttpRequest.json(
                        "POST", URI.create(provider.tokenUrl()), body.toString().getBytes(StandardCharsets.UTF_8));
            }
            case QUERY -> HttpRequest.get(URI.create(provider.tokenUrl() + "?" + encoded(parameters)));
        };
        if (provider.client() == OAuth2.Client.BASIC) {
            request = request.header("Authorization", "Basic " + base64(id, secret));
        }
        HttpResponse response = exchange(request);
        if (!response.successful()) {
            throw new RemoteException(ErrorCode.AUTHENTICATION_FAILED, "no new token", false);
        }
        var answer = Documents.exactly(response.text());
        token = answer.at(provider.accessToken()).asText();
        refreshToken = answer.path("refresh_token").asText(refreshToken);
    }

    private static HttpRequest form(String url, Map<String, String> parameters) {
        return HttpRequest.json("POST", URI.create(url), encoded(parameters).getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", "application/x-www-form-urlencoded");
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String base64(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
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
