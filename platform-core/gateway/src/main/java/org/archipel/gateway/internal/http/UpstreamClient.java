package org.archipel.gateway.internal.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.PlatformException;
import org.archipel.sandbox.AddressGuard;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Asynchronous HTTP to outside systems: a pool of connections for each, to checked addresses only. Thread-safe. */
@Component(service = UpstreamClient.class)
public class UpstreamClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 256;
    private static final int QUEUED = 4096;
    private static final int MOST_REDIRECTS = 5;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int THREADS = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());

    private final HttpClient client;

    /** What answers may take in memory while they come, all together. */
    private final ByteBudget answers = ByteBudget.ofHeap();

    private final AddressGuard guard;
    private final WireClient wire;
    private final QueuedThreadPool readers;
    private final QueuedThreadPool connectors;
    private final Scheduler timer;

    @Activate
    public UpstreamClient(@Reference AddressGuard guard, @Reference ServerSelectors selectors) {
        this(guard, selectors, new SslContextFactory.Client());
    }

    /** @param trust whom the client believes to be who they say */
    public UpstreamClient(AddressGuard guard, ServerSelectors selectors, SslContextFactory.Client trust) {
        this.guard = guard;
        QueuedThreadPool threads = new ClientThreads();
        ClientConnector connector = new ClientConnector();
        connector.setSslContextFactory(trust);
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setConnectTimeout(CONNECT);
        connector.setIdleTimeout(IDLE);
        client = new HttpClient(new NegotiatingTransport(connector));
        client.setExecutor(threads);
        client.setSocketAddressResolver(new CheckedAddresses(guard, threads));
        client.setMaxConnectionsPerDestination(CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(QUEUED);
        client.setMaxRedirects(MOST_REDIRECTS);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setRequestBufferSize(HEADER_BYTES);
        client.setDestinationIdleTimeout(IDLE.toMillis());
        readers = pool("gateway-upstream-read", THREADS);
        connectors = pool("gateway-upstream-connect", WireClient.CONNECTING);
        timer = new ScheduledExecutorScheduler("gateway-upstream-timer", true);
        LifeCycle.start(timer);
        wire = new WireClient(guard, readers, connectors, timer, selectors);
        LifeCycle.start(client);
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
        // What is told before an answer is none (RFC 9110, section 15.2), whether it was asked for or not.
        client.getProtocolHandlers().put(new ContinueProtocolHandler());
        client.getProtocolHandlers().put(new ProcessingProtocolHandler());
        client.getProtocolHandlers().put(new EarlyHintsProtocolHandler());
    }

    private static QueuedThreadPool pool(String name, int threads) {
        // One more of a pool's threads may be kept for itself.
        QueuedThreadPool pool = new QueuedThreadPool(threads + 1, 1);
        pool.setName(name);
        pool.setDaemon(true);
        LifeCycle.start(pool);
        return pool;
    }

    @Deactivate
    public void close() {
        wire.close();
        LifeCycle.stop(timer);
        LifeCycle.stop(readers);
        LifeCycle.stop(connectors);
        LifeCycle.stop(client);
    }

    /**
     * An address with its host in the form that is connected.
     *
     * @throws org.archipel.api.error.ValidationException if it is no absolute HTTP address
     * @throws IllegalArgumentException if it is one of a private network that is not opened; what a name stands for is seen only when it
     *     is connected
     */
    public URI canonical(URI address) {
        try {
            return guard.canonical(address);
        } catch (PermissionDeniedException e) {
            throw new IllegalArgumentException("is not allowed: " + e.getMessage(), e);
        }
    }

    /**
     * Makes a call and reads the whole answer.
     *
     * @param mostBytes an answer with a longer body is a failure
     * @return fails with a {@link PlatformException}
     */
    public CompletableFuture<HttpAnswer> send(HttpCall call, int mostBytes) {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        Request request = request(call).timeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
        if (call.body().length > 0) {
            request.body(new BytesRequestContent((String) null, call.body()));
        }
        request.send(new Buffered(call, mostBytes, answer));
        return answer;
    }

    /** For calls without a body to upstreams that answer soon. */
    public WireClient wire() {
        return wire;
    }

    /** A request that is not sent yet, for a body and an answer that stream; who sends it looks after its time. */
    public Request streamed(HttpCall call) {
        return request(call).idleTimeout(0, TimeUnit.MILLISECONDS);
    }

    private Request request(HttpCall call) {
        Request request = client.newRequest(call.uri())
                .method(call.method())
                .tag(call.channel().owner())
                .onResponseBegin(response -> {
                    if (!StatusCode.isOne(response.getStatus())) {
                        response.abort(StatusCode.none(response.getStatus()));
                    }
                });
        if (!call.channel().http2()) {
            request.version(HttpVersion.HTTP_1_1);
        }
        request.headers(headers -> call.headers().forEach(header -> headers.add(header.name(), header.value())));
        return request;
    }

    /** Sees the classes of this bundle, among which the client looks for what negotiates protocols. */
    private static final class ClientThreads extends QueuedThreadPool {
        ClientThreads() {
            super(THREADS, 2);
            setName("gateway-upstream");
            setDaemon(true);
        }

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = super.newThread(task);
            thread.setContextClassLoader(UpstreamClient.class.getClassLoader());
            return thread;
        }
    }

    /** What callers are told of a streamed call that failed. */
    public static PlatformException failure(HttpCall call, Throwable cause) {
        return Failures.of(call.uri(), cause);
    }

    private final class Buffered extends BufferingResponseListener {
        private final HttpCall call;
        private final int mostBytes;
        private final CompletableFuture<HttpAnswer> answer;
        private final ByteBudget.Part memory = answers.part();

        Buffered(HttpCall call, int mostBytes, CompletableFuture<HttpAnswer> answer) {
            super(mostBytes);
            this.call = call;
            this.mostBytes = mostBytes;
            this.answer = answer;
        }

        @Override
        public void onContent(Response response, ByteBuffer content) {
            memory.grow(content.remaining());
            super.onContent(response, content);
        }

        @Override
        public void onComplete(Result result) {
            memory.end();
            if (result.isFailed()) {
                answer.completeExceptionally(failureOf(result.getFailure()));
                return;
            }
            Response response = result.getResponse();
            List<Header> headers = new ArrayList<>();
            String named = ConnectionHeaders.named(response.getHeaders().getValues("Connection"));
            response.getHeaders().forEach(field -> {
                if (!ConnectionHeaders.isOne(field.getName(), named)) {
                    headers.add(new Header(field.getName(), field.getValue()));
                }
            });
            byte[] body = getContent();
            answer.complete(new HttpAnswer(response.getStatus(), headers, body == null ? new byte[0] : body));
        }

        private PlatformException failureOf(Throwable cause) {
            if (cause instanceof IllegalArgumentException
                    && String.valueOf(cause.getMessage()).contains("capacity")) {
                return new PlatformException(
                        ErrorCode.INTEGRATION_ERROR,
                        call.uri().getHost() + " answered with more than " + mostBytes + " bytes.");
            }
            return Failures.of(call.uri(), cause);
        }
    }
}
