package org.archipel.rest.internal.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.archipel.rest.PlatformApi;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the platform for its liveness from outside, through the closed gate, as only an answer shows that the application is
 * published. The request carries a secret of this process.
 */
@Component(service = GateProbe.class)
public final class GateProbe {
    private static final Logger LOG = LoggerFactory.getLogger(GateProbe.class);
    private static final String RUNTIMES = "(&(objectClass=org.osgi.service.*.runtime.*)(osgi.http.endpoint=*))";
    private static final String ENDPOINTS = "osgi.http.endpoint";
    private static final String HEADER = "X-Archipel-Probe";
    private static final int TIMEOUT_MILLIS = 2000;
    private static final int OK = 200;

    private final BundleContext context;
    private final String secret = UUID.randomUUID().toString();

    @Activate
    public GateProbe(BundleContext context) {
        this.context = context;
    }

    /** Whether the request is the platform's own. */
    boolean isProbe(String header) {
        return secret.equals(header);
    }

    static String header() {
        return HEADER;
    }

    /** Whether the application answers; true as well where only HTTPS is served, which cannot be asked from here. */
    boolean answers() {
        return endpoint().map(this::ask).orElse(true);
    }

    private Optional<URI> endpoint() {
        try {
            ServiceReference<?>[] runtimes = context.getAllServiceReferences(null, RUNTIMES);
            return Stream.ofNullable(runtimes)
                    .flatMap(Arrays::stream)
                    .map(runtime -> runtime.getProperty(ENDPOINTS))
                    .flatMap(
                            value -> value instanceof String[] many ? Arrays.stream(many) : Stream.of(value.toString()))
                    .filter(address -> address.startsWith("http://"))
                    .map(URI::create)
                    .findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a constant filter is valid", e);
        }
    }

    private boolean ask(URI endpoint) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    endpoint.resolve(PlatformApi.BASE + "/health/live").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestProperty(HEADER, secret);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == OK;
        } catch (IOException e) {
            LOG.debug("The platform does not answer yet at {}", endpoint, e);
            return false;
        }
    }
}
