package org.archipel.connector.http.internal;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.http.internal.config.Entity;
import org.archipel.connector.http.internal.config.HttpConfig;

/** Tries the connection with one small request and tells at which step it fails. */
final class ConnectionProbe {
    private final Remote remote;
    private final HttpConfig config;
    private final List<Finding> findings = new ArrayList<>();
    private long started;

    ConnectionProbe(Remote remote, HttpConfig config) {
        this.remote = remote;
        this.config = config;
    }

    ConnectionTest run() {
        started = System.nanoTime();
        try {
            Map<String, String> headers = new LinkedHashMap<>();
            HttpResponse response = remote.send("GET", address(headers), headers, new byte[0]);
            network(Aspect.RESPONSE);
            judge(response);
        } catch (PlatformException e) {
            refused(e);
        }
        return new ConnectionTest(findings);
    }

    private URI address(Map<String, String> headers) {
        if (config.testPath().isPresent()) {
            return remote.address(config.testPath().get(), Map.of());
        }
        Entity entity = config.entities().get(0);
        Map<String, String> query = new LinkedHashMap<>(entity.query());
        headers.putAll(entity.headers());
        entity.pageSize().ifPresent(size -> query.put(size.parameter(), "1"));
        return remote.address(entity.path(), query);
    }

    /** No answer came: the cause tells how far the request got. */
    private void refused(PlatformException e) {
        if (e.code() == ErrorCode.AUTHENTICATION_FAILED) {
            failed(Aspect.AUTHENTICATION, e.getMessage(), "Check the credentials, and whether they are still valid.");
            return;
        }
        if (e.code() == ErrorCode.PERMISSION_DENIED) {
            failed(Aspect.PERMISSION, e.getMessage(), "Allow the connector to reach the endpoint's host and port.");
            return;
        }
        if (e.code() == ErrorCode.RATE_LIMIT_EXCEEDED) {
            failed(Aspect.RATE_LIMIT, e.getMessage(), "Wait, or ask the provider for a higher limit.");
            return;
        }
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            failed(Aspect.DNS, "the endpoint's host name is unknown", "Check the endpoint's spelling and the DNS.");
        } else if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
            network(Aspect.TLS);
            failed(Aspect.TLS, "no trusted encrypted connection", "Check the certificate of the endpoint.");
        } else if (cause instanceof ConnectException) {
            network(Aspect.TCP);
            failed(Aspect.TCP, "nothing answers at the endpoint's port", "Check the port and the firewalls between.");
        } else {
            failed(Aspect.TCP, e.getMessage(), "Check that the endpoint is up and answers in time.");
        }
    }

    /** What must have worked for the request to get as far as this. */
    private void network(Aspect reached) {
        passed(Aspect.DNS, "the host name is known");
        if (reached == Aspect.TCP) {
            return;
        }
        passed(Aspect.TCP, "the port answers");
        if (reached == Aspect.TLS) {
            return;
        }
        if (remote.endpoint().encrypted()) {
            passed(Aspect.TLS, "the connection is encrypted");
        } else {
            findings.add(new Finding(Aspect.TLS, Outcome.SKIPPED, "the endpoint is not encrypted", "", elapsed()));
        }
    }

    private void judge(HttpResponse response) {
        int status = response.status();
        if (status == 401) {
            failed(Aspect.AUTHENTICATION, seen(status), "Check the credentials, and whether they are still valid.");
            return;
        }
        if (status == 429) {
            failed(Aspect.RATE_LIMIT, seen(status), "Wait, or ask the provider for a higher limit.");
            return;
        }
        passed(Aspect.AUTHENTICATION, "the credentials were accepted");
        if (status == 403) {
            failed(Aspect.PERMISSION, seen(status), "Give the credentials' owner the right to read.");
            return;
        }
        passed(Aspect.PERMISSION, "reading is allowed");
        if (status == 404 || status == 405 || status == 406 || status == 410) {
            failed(Aspect.API_VERSION, seen(status), "Check the endpoint and the path, the API's version among them.");
            return;
        }
        passed(Aspect.API_VERSION, "the path exists");
        if (!response.successful()) {
            failed(Aspect.RESPONSE, seen(status), "Look at the provider's status page, or try again later.");
            return;
        }
        content(response);
    }

    private void content(HttpResponse response) {
        try {
            var document = remote.document(response);
            if (config.testPath().isEmpty() && document.isPresent()) {
                new RecordExtractor(config.entities().get(0)).extract(document.get());
            }
            passed(Aspect.RESPONSE, "the answer is what the configuration expects");
        } catch (PlatformException e) {
            failed(Aspect.RESPONSE, e.getMessage(), "Check the path and where the records are in the answer.");
        }
    }

    private static String seen(int status) {
        return "the test request was answered with status " + status;
    }

    private void passed(Aspect aspect, String detail) {
        findings.add(new Finding(aspect, Outcome.PASSED, detail, "", elapsed()));
    }

    private void failed(Aspect aspect, String detail, String suggestion) {
        findings.add(new Finding(aspect, Outcome.FAILED, detail, suggestion, elapsed()));
    }

    private long elapsed() {
        return (System.nanoTime() - started) / 1_000_000;
    }
}
