package org.archipel.rest.internal.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.UUID;
import org.archipel.rest.LocalAddress;
import org.archipel.rest.PlatformApi;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the platform for its liveness from outside, through the closed gate, as only an answer shows that the application is
 * published. The request carries a secret of this process.
 */
@Component(service = GateProbe.class)
public final class GateProbe {
    private static final Logger LOG = LoggerFactory.getLogger(GateProbe.class);
    private static final String HEADER = "X-Archipel-Probe";
    private static final int TIMEOUT_MILLIS = 2000;
    private static final int OK = 200;

    private final LocalAddress address;
    private final String secret = UUID.randomUUID().toString();

    @Activate
    public GateProbe(@Reference LocalAddress address) {
        this.address = address;
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
        return address.find().map(this::ask).orElseGet(address::isServed);
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
