package org.archipel.integrations.internal.fakes;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.api.permission.Permission;
import org.archipel.sandbox.Egress;

/** Sends to everything, by the JDK's client, whatever is granted; what it tells of grants compares hosts alone. */
public final class JdkEgress implements Egress {
    private final java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @Override
    public HttpClient client(Supplier<List<Permission>> grants) {
        return this::send;
    }

    @Override
    public HttpResponse download(HttpRequest request, OutputStream to, long longest) {
        throw new UnsupportedOperationException("connectors download nothing");
    }

    @Override
    public HttpClient client(Supplier<List<Permission>> grants, Collection<URI> endpoints) {
        return this::send;
    }

    @Override
    public boolean reaches(Supplier<List<Permission>> grants, Collection<URI> endpoints, URI address) {
        Stream<String> granted = grants.get().stream()
                .flatMap(permission -> permission.conditions().stream())
                .flatMap(condition -> condition.values().stream());
        return Stream.concat(granted, endpoints.stream().map(URI::getHost))
                .anyMatch(Predicate.isEqual(address.getHost()));
    }

    private HttpResponse send(HttpRequest request) {
        var builder = java.net.http.HttpRequest.newBuilder(request.uri())
                .timeout(request.timeout().orElse(Duration.ofSeconds(30)))
                .method(request.method(), java.net.http.HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        try {
            var response = client.send(builder.build(), java.net.http.HttpResponse.BodyHandlers.ofByteArray());
            return new HttpResponse(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new RemoteException(
                    ErrorCode.CONNECTION_FAILED, "No answer from " + request.uri() + ".", true, null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "Interrupted.", true, null, e);
        }
    }
}
