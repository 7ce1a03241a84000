package org.archipel.connector.common.record;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.wire.Problem;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;
import org.archipel.connector.common.wire.Remote;

/** Tries the connection with one small request and tells at which step it fails. Used once. */
public final class ConnectionProbe {
    private final Remote remote;
    private final Supplier<HttpResponse> request;
    private final Function<HttpResponse, String> reader;
    private final List<Finding> findings = new ArrayList<>();
    private long started;

    /**
     * @param request sends the request
     * @param reader looks into a good answer and says what it found; fails with a {@link PlatformException} if it is not as expected
     */
    public ConnectionProbe(Remote remote, Supplier<HttpResponse> request, Function<HttpResponse, String> reader) {
        this.remote = remote;
        this.request = request;
        this.reader = reader;
    }

    /** The findings, up to the first failure. */
    public ConnectionTest run() {
        started = System.nanoTime();
        try {
            HttpResponse response = request.get();
            network(Aspect.RESPONSE);
            judge(response);
        } catch (Refusal e) {
            network(Aspect.RESPONSE);
            judge(e.problem());
        } catch (PlatformException e) {
            refused(e);
        }
        return new ConnectionTest(findings);
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
        } else if (remote.endpoint().encrypted() && isCut(cause)) {
            network(Aspect.TLS);
            failed(
                    Aspect.TLS,
                    "the other side cut the connection before an encrypted answer",
                    "Check that the endpoint's port takes encrypted connections.");
        } else if (cause instanceof ConnectException) {
            network(Aspect.TCP);
            failed(Aspect.TCP, "nothing answers at the endpoint's port", "Check the port and the firewalls between.");
        } else {
            failed(Aspect.TCP, e.getMessage(), "Check that the endpoint is up and answers in time.");
        }
    }

    /** Whether a connection that stood was ended: how a server without encryption often meets its first bytes. */
    private static boolean isCut(Throwable cause) {
        return cause instanceof EOFException || cause.getClass() == SocketException.class;
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
        Optional<Problem> problem = remote.rules().problem(response);
        if (problem.isPresent()) {
            judge(problem.get());
            return;
        }
        passed(Aspect.AUTHENTICATION, "the credentials were accepted");
        passed(Aspect.PERMISSION, "reading is allowed");
        passed(Aspect.API_VERSION, "the path exists");
        try {
            passed(Aspect.RESPONSE, reader.apply(response));
        } catch (PlatformException e) {
            failed(Aspect.RESPONSE, e.getMessage(), "Check the path and where the records are in the answer.");
        }
    }

    private void judge(Problem problem) {
        String seen = "the test request was answered with " + problem.describe();
        Meaning meaning = problem.meaning();
        if (meaning == Meaning.AUTHENTICATION) {
            failed(Aspect.AUTHENTICATION, seen, "Check the credentials, and whether they are still valid.");
            return;
        }
        if (meaning == Meaning.RATE_LIMIT) {
            failed(Aspect.RATE_LIMIT, seen, "Wait, or ask the provider for a higher limit.");
            return;
        }
        passed(Aspect.AUTHENTICATION, "the credentials were accepted");
        if (meaning == Meaning.PERMISSION) {
            failed(Aspect.PERMISSION, seen, "Give the credentials' owner the right to read.");
            return;
        }
        passed(Aspect.PERMISSION, "reading is allowed");
        if (meaning == Meaning.NOT_FOUND || meaning == Meaning.VERSION) {
            failed(Aspect.API_VERSION, seen, "Check the endpoint and the path, the API's version among them.");
            return;
        }
        passed(Aspect.API_VERSION, "the path exists");
        failed(Aspect.RESPONSE, seen, "Look at the provider's status page, or try again later.");
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
