package org.archipel.sandbox.internal.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.archipel.rest.LocalAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an application whether it is there, by a request that takes the same way as a client's. */
@Component(service = ApplicationProbe.class)
public final class ApplicationProbe {
    /** Header of the probe's requests; its value is known within this process only. */
    static final String HEADER = "X-Archipel-Probe";

    /** Path below which probes are sent. */
    static final String ADDRESS = ExtensionRouter.PREFIX + "-";

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationProbe.class);
    private static final Duration ONE_TRY = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int OK = 200;

    private final LocalAddress address;
    private final String secret = UUID.randomUUID().toString();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ONE_TRY)
            .build();

    @Activate
    public ApplicationProbe(@Reference LocalAddress address) {
        this.address = address;
    }

    /** The base of the application that a request probes; empty for a request of anybody else. */
    Optional<String> probed(String headerValue) {
        boolean own = headerValue != null && headerValue.startsWith(secret + " ");
        return own ? Optional.of(headerValue.substring(secret.length() + 1)) : Optional.empty();
    }

    /** Whether the application at the base answered within the limit; true as well where only HTTPS is served, which cannot be asked. */
    boolean await(String base, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!answers(base)) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private boolean answers(String base) {
        return address.find().map(local -> ask(local, base)).orElseGet(address::isServed);
    }

    private boolean ask(URI local, String base) {
        HttpRequest request = HttpRequest.newBuilder(local.resolve(ADDRESS + "/" + ProbeResource.PATH))
                .header(HEADER, secret + " " + base)
                .timeout(ONE_TRY)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            LOG.debug("The application at {} answers {}: {}", base, answer.statusCode(), answer.body());
            return answer.statusCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
