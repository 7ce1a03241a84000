package org.archipel.maven;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.archipel.toolkit.PackageSignature;

/** Talks to a marketplace as a publisher. */
final class MarketplaceClient {
    private static final String SUBMISSIONS = "api/marketplace/submissions";
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(15))
            .build();
    private final URI base;
    private final String token;

    /** @param base the platform's address */
    MarketplaceClient(URI base, String token) throws MojoFailureException {
        if (!SCHEMES.contains(String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT)) || base.getHost() == null) {
            throw new MojoFailureException(
                    "-Darchipel.url=" + base + " is no address of a platform, such as https://archipel.example.org");
        }
        this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
        this.token = token;
    }

    /** Submits the package, with the signature beside it if there is one. Returns the submission. */
    JsonNode submit(Path jar) throws MojoExecutionException, MojoFailureException {
        try {
            HttpRequest.Builder request = request(SUBMISSIONS).header("Content-Type", "application/java-archive");
            Path signature = PackageSignature.fileOf(jar);
            if (Files.exists(signature)) {
                request.header("Package-Signature", Base64.getEncoder().encodeToString(Files.readAllBytes(signature)));
            }
            return send(request.POST(BodyPublishers.ofFile(jar)).build());
        } catch (IOException e) {
            throw new MojoExecutionException("the package cannot be read: " + e.getMessage(), e);
        }
    }

    JsonNode submission(String id) throws MojoExecutionException, MojoFailureException {
        return send(request(SUBMISSIONS + "/" + id).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
    }

    private JsonNode send(HttpRequest request) throws MojoExecutionException, MojoFailureException {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new MojoFailureException(problem(response));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new MojoExecutionException(base + " cannot be reached: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }

    /** The JDK's client tells of a refused connection without a word. */
    private static String reason(IOException e) {
        return e.getMessage() != null
                ? e.getMessage()
                : e instanceof ConnectException
                        ? "nothing answers there"
                        : e.getClass().getSimpleName();
    }

    /** What a problem document (RFC 9457) says, and what a publisher can do about it. */
    private static String problem(HttpResponse<byte[]> response) {
        StringBuilder text = new StringBuilder("the marketplace answers " + response.statusCode());
        try {
            JsonNode document = JSON.readTree(response.body());
            text.append(": ")
                    .append(document.path("detail")
                            .asText(document.path("title").asText()));
            for (JsonNode error : document.path("errors")) {
                text.append("; ").append(error.path("pointer").asText()).append(' ');
                text.append(error.path("message").asText());
            }
        } catch (IOException e) {
            text.append(": ")
                    .append(new String(response.body(), StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
        switch (response.statusCode()) {
            case 401 ->
                text.append(" The API key is wrong or withdrawn; it is taken from -Darchipel.token,"
                        + " else ARCHIPEL_TOKEN, else Maven's settings.");
            case 403 ->
                text.append(" The API key has to be that of somebody who may submit packages, in the organization that"
                        + " owns the extension's id.");
            case 404 -> text.append(" Is ").append(response.uri()).append(" right, and an Archipel platform?");
            default -> {
                // The document says it all.
            }
        }
        return text.toString();
    }
}
