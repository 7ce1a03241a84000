package org.archipel.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;

/**
 * Answers requests in place of the network, after the extension's permissions were checked. A request that nothing was prepared for
 * fails as if nobody answered. Thread-safe.
 */
public final class FakeHttp {
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();

    private record Exchange(Predicate<HttpRequest> request, Deque<Function<HttpRequest, HttpResponse>> answers) {}

    /** @param uri the whole address, query too; a {@code *} at its end stands for any rest */
    public synchronized Answers when(String method, String uri) {
        return when(request -> request.method().equals(method)
                && (uri.endsWith("*")
                        ? request.uri().toString().startsWith(uri.substring(0, uri.length() - 1))
                        : request.uri().toString().equals(uri)));
    }

    /** What is prepared later is looked at first. */
    public synchronized Answers when(Predicate<HttpRequest> request) {
        Exchange exchange = new Exchange(request, new ArrayDeque<>());
        exchanges.add(0, exchange);
        return new Answers(exchange);
    }

    /** The answers to a kind of request: one after the other, the last one again and again. */
    public final class Answers {
        private final Exchange exchange;

        private Answers(Exchange exchange) {
            this.exchange = exchange;
        }

        public Answers answer(Function<HttpRequest, HttpResponse> answer) {
            synchronized (FakeHttp.this) {
                exchange.answers().add(answer);
            }
            return this;
        }

        public Answers answer(int status, Map<String, List<String>> headers, String body) {
            HttpResponse response = new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
            return answer(request -> response);
        }

        public Answers json(String body) {
            return answer(200, Map.of("Content-Type", List.of("application/json")), body);
        }

        public Answers status(int status) {
            return answer(status, Map.of(), "");
        }

        /** Fails as a server that is not there does. */
        public Answers refuse() {
            return answer(request -> {
                throw new RemoteException(ErrorCode.CONNECTION_FAILED, "the connection was refused", true);
            });
        }
    }

    /** All requests so far, the oldest first. */
    public List<HttpRequest> requests() {
        return List.copyOf(requests);
    }

    /** Answers a request; the container calls it. */
    public HttpResponse carry(HttpRequest request) {
        requests.add(request);
        return answerTo(request).apply(request);
    }

    private synchronized Function<HttpRequest, HttpResponse> answerTo(HttpRequest request) {
        for (Exchange exchange : exchanges) {
            if (!exchange.answers().isEmpty() && exchange.request().test(request)) {
                return exchange.answers().size() > 1
                        ? exchange.answers().poll()
                        : exchange.answers().peek();
            }
        }
        throw new RemoteException(
                ErrorCode.CONNECTION_FAILED,
                "no answer was prepared for " + request.method() + " " + request.uri(),
                true);
    }
}
