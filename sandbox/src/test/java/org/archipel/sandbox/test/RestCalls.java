package org.archipel.sandbox.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Requests of organizations to the resources of extensions; an organization's key is its name. Thread-safe. */
public final class RestCalls {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    /** @param url of the platform */
    public RestCalls(String url) {
        this.url = url;
    }

    public HttpResponse<String> get(String organization, String path) {
        return send(request(organization, path).build());
    }

    public HttpResponse<String> post(String organization, String path) {
        return send(request(organization, path).POST(BodyPublishers.noBody()).build());
    }

    public HttpResponse<String> post(String organization, String path, int bytes) {
        return post(organization, path, "application/octet-stream", BodyPublishers.ofByteArray(new byte[bytes]));
    }

    /**
     * Announces a body and sends none of it: a server that wants none closes the connection, and whoever is still writing then may
     * not read its answer.
     *
     * @return the status of the answer
     */
    public int announce(String organization, String path, int bytes) {
        URI target = URI.create(url + path);
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + target.getAuthority() + "\r\nX-API-Key: " + organization
                + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + bytes + "\r\n\r\n";
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String status =
                    new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
            return Integer.parseInt(status.substring("HTTP/1.1 ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the body of the answer */
    public String post(String organization, String path, String body) {
        return post(organization, path, "text/plain", BodyPublishers.ofString(body))
                .body();
    }

    public HttpResponse<String> post(String organization, String path, String type, String body) {
        return post(organization, path, type, BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(String organization, String path, String type, BodyPublisher body) {
        return send(request(organization, path)
                .header("Content-Type", type)
                .POST(body)
                .build());
    }

    private HttpRequest.Builder request(String organization, String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("X-API-Key", organization);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
