package org.archipel.integrations.internal.http;

import java.io.EOFException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.permission.Permission;
import org.archipel.sandbox.Egress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells whether an endpoint has a name, answers, and shows a certificate that can be trusted. Connects through the platform's own
 * way out, so the same addresses are refused as ever.
 */
@Component(service = EndpointProbe.class)
public class EndpointProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Egress egress;

    @Activate
    public EndpointProbe(@Reference Egress egress) {
        this.egress = egress;
    }

    /** Findings in order, up to the first that failed; none without an endpoint. */
    public List<Finding> probe(Optional<String> endpoint, Supplier<List<Permission>> grants) {
        return endpoint.map(URI::create).map(uri -> probe(uri, grants)).orElse(List.of());
    }

    private List<Finding> probe(URI endpoint, Supplier<List<Permission>> grants) {
        // The name is asked for by the way out alone, behind its checks: a probe is no way to learn of names of the
        // inside.
        List<Finding> findings = new ArrayList<>();
        boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
        long start = System.nanoTime();
        try {
            egress.client(grants, List.of(endpoint))
                    .send(new HttpRequest("HEAD", endpoint, Map.of(), new byte[0], Optional.of(TIMEOUT)));
            findings.add(known(endpoint));
            findings.add(new Finding(Aspect.TCP, Outcome.PASSED, "The server answers.", "", since(start)));
            if (secure) {
                findings.add(new Finding(Aspect.TLS, Outcome.PASSED, "The certificate is trusted.", "", since(start)));
            }
        } catch (PermissionDeniedException e) {
            findings.add(new Finding(
                    Aspect.PERMISSION,
                    Outcome.FAILED,
                    e.getMessage(),
                    "Use a public address, or let the administrator allow this one in archipel.network.private.",
                    since(start)));
        } catch (PlatformException e) {
            if (causes(e).anyMatch(EndpointProbe::isOfNames)) {
                findings.add(new Finding(
                        Aspect.DNS,
                        Outcome.FAILED,
                        "The name " + endpoint.getHost() + " is not known.",
                        "Check the endpoint for a misspelt host, and the name server of this machine.",
                        since(start)));
            } else {
                findings.add(known(endpoint));
                failed(e, secure, since(start), findings);
            }
        }
        return findings;
    }

    private static Finding known(URI endpoint) {
        return new Finding(Aspect.DNS, Outcome.PASSED, "The name " + endpoint.getHost() + " is known.", "", 0);
    }

    private static boolean isOfNames(Throwable cause) {
        return cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException;
    }

    private static void failed(PlatformException failure, boolean secure, long took, List<Finding> findings) {
        if (secure && causes(failure).anyMatch(EndpointProbe::isOfEncryption)) {
            findings.add(new Finding(Aspect.TCP, Outcome.PASSED, "The server can be reached.", "", took));
            findings.add(new Finding(
                    Aspect.TLS,
                    Outcome.FAILED,
                    "No secure connection: the certificate is not trusted, is for another host, or has expired.",
                    "Check the server's certificate and its chain; plain http on this port is another cause.",
                    took));
            return;
        }
        findings.add(new Finding(
                Aspect.TCP,
                Outcome.FAILED,
                failure.getMessage(),
                "Check host and port of the endpoint, that the server runs, and firewalls on the way.",
                took));
    }

    /** A server without encryption often just cuts the connection at its first bytes. */
    private static boolean isOfEncryption(Throwable cause) {
        return cause instanceof SSLException
                || cause instanceof EOFException
                || cause.getClass() == SocketException.class;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
