package org.archipel.sandbox.internal.egress;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotSentException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.sandbox.internal.permission.NetworkPolicy;

/** Sends requests as far as a policy goes; each redirect is a request of its own, with the same checks. */
final class CheckedHttpClient implements HttpClient {
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> KEEPING = Set.of(307, 308);
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "x-api-key");
    private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

    private final CloseableHttpClient client;
    private final AddressCheck check;
    private final ResponseReader reader;
    private final Supplier<NetworkPolicy> policy;
    private final Duration timeout;

    CheckedHttpClient(
            CloseableHttpClient client,
            AddressCheck check,
            ResponseReader reader,
            Supplier<NetworkPolicy> policy,
            Duration timeout) {
        this.client = client;
        this.check = check;
        this.reader = reader;
        this.policy = policy;
        this.timeout = timeout;
    }

    private static ScheduledThreadPoolExecutor deadlines() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "archipel-egress-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    @Override
    public HttpResponse send(HttpRequest request) {
        return send(request, shorter(request.timeout().orElse(timeout), timeout), reader::read);
    }

    // However long the caller would wait, its call holds a thread meanwhile.
    private static Duration shorter(Duration asked, Duration longest) {
        return asked.compareTo(longest) < 0 ? asked : longest;
    }

    /** Writes the body of a successful answer as it arrives. */
    HttpResponse download(HttpRequest request, OutputStream to, long longest) {
        return send(
                request,
                request.timeout().orElse(timeout),
                (response, deadline) -> reader.copy(response, to, longest, deadline));
    }

    /** What reads an answer until a deadline. */
    @FunctionalInterface
    private interface Reading {
        HttpResponse read(ClassicHttpResponse response, Deadline deadline) throws IOException;
    }

    private HttpResponse send(HttpRequest request, Duration limit, Reading reading) {
        Deadline deadline = Deadline.in(limit);
        Target target = Target.of(request.uri());
        HttpRequest present = request;
        for (int redirects = 0; ; redirects++) {
            HttpResponse response = exchange(present, target, deadline, reading);
            URI location = location(present, response);
            if (location == null) {
                return response;
            }
            if (redirects == MOST_REDIRECTS) {
                throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the server redirects again and again", false);
            }
            Target next = Target.of(target.uri().resolve(location));
            present = redirected(present, target.sameOrigin(next));
            target = next;
        }
    }

    // RFC 9110, section 15.4: after 301, 302 and 303 a client goes on with a GET. What was to be done would not be
    // done, and the page that
    // comes instead would pass for success: the caller of anything but a GET or HEAD sees the redirect itself. 307 and
    // 308 keep the request.
    private static URI location(HttpRequest request, HttpResponse response) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (!REDIRECTS.contains(response.status()) || !reads && !KEEPING.contains(response.status())) {
            return null;
        }
        try {
            return response.header("location").map(URI::create).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the server redirects to no address", false);
        }
    }

    // Credentials stay with their origin.
    private static HttpRequest redirected(HttpRequest request, boolean sameOrigin) {
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeIf(name -> !sameOrigin && CREDENTIALS.contains(name.toLowerCase(Locale.ROOT)));
        return new HttpRequest(request.method(), request.uri(), headers, request.body(), request.timeout());
    }

    private HttpResponse exchange(HttpRequest request, Target target, Deadline deadline, Reading reading) {
        InetAddress[] addresses = check.addresses(target, policy.get());
        HttpUriRequestBase message = RequestMessage.of(request, target);
        if (deadline.passed()) {
            throw tooLate(target, null);
        }
        // The client's own limits are for single reads; a server that sends a byte now and then must end as well.
        ScheduledFuture<?> end = DEADLINES.schedule(message::cancel, deadline.left(), TimeUnit.NANOSECONDS);
        try {
            return CheckedResolver.with(
                    addresses,
                    () -> client.execute(
                            message, context(addresses), response -> read(response, message, deadline, reading)));
        } catch (IOException e) {
            throw deadline.passed() ? tooLate(target, e) : failed(target, e);
        } catch (Error e) {
            // The client leaves the connection taken.
            message.cancel();
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    // Where reading fails, the client would read on to the end of the answer for the sake of the connection.
    private static HttpResponse read(
            ClassicHttpResponse response, HttpUriRequestBase message, Deadline deadline, Reading reading)
            throws IOException {
        boolean whole = false;
        try {
            HttpResponse answer = reading.read(response, deadline);
            whole = true;
            return answer;
        } finally {
            if (!whole) {
                message.cancel();
            }
        }
    }

    // A kept connection is used again only by requests that were allowed the very same addresses.
    private static HttpClientContext context(InetAddress[] addresses) {
        HttpClientContext context = HttpClientContext.create();
        context.setUserToken(Arrays.stream(addresses)
                .map(InetAddress::getHostAddress)
                .sorted()
                .toList());
        return context;
    }

    private static RemoteException tooLate(Target target, IOException cause) {
        return new RemoteException(
                ErrorCode.CONNECTION_FAILED, target.host() + " did not answer in time", true, null, cause);
    }

    private static RemoteException failed(Target target, IOException cause) {
        if (cause instanceof ConnectException) {
            return new NotSentException(target.host() + " could not be reached" + reason(cause), null, cause);
        }
        if (cause instanceof ConnectTimeoutException) {
            return new NotSentException(target.host() + " did not answer in time", null, cause);
        }
        if (cause instanceof MessageConstraintException) {
            return new RemoteException(
                    ErrorCode.INTEGRATION_ERROR,
                    target.host() + " answered with too many headers or too long ones",
                    false,
                    null,
                    cause);
        }
        String what = cause instanceof InterruptedIOException ? " did not answer in time" : " could not be reached";
        return new RemoteException(
                ErrorCode.CONNECTION_FAILED, target.host() + what + reason(cause), true, null, cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof SSLException) {
            return " over TLS";
        }
        return cause instanceof ConnectException ? ": the connection was refused" : "";
    }
}
