package org.archipel.gateway.internal.web;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.archipel.gateway.internal.http.ServerSelectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.FillInterest;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * Requests of custom APIs begin on the thread that found them readable: no other thread is woken, which would cost more than all else
 * that the gateway does with a request. What serves them never waits on that thread. All other requests go to the server's threads.
 */
final class SelectorConnection extends HttpConnection implements ServerSelectors.Selected {
    private final ServerSelectors selectors;
    private ManagedSelector selector;
    private boolean ofGateway;
    private volatile Demand demand;

    private SelectorConnection(
            HttpConfiguration configuration, Connector connector, EndPoint endPoint, ServerSelectors selectors) {
        super(configuration, connector, endPoint);
        this.selectors = selectors;
    }

    /** Makes connections with the settings of another factory. */
    static HttpConnectionFactory factory(HttpConnectionFactory other, ServerSelectors selectors) {
        HttpConnectionFactory factory = new HttpConnectionFactory(other.getHttpConfiguration()) {
            @Override
            public Connection newConnection(Connector connector, EndPoint endPoint) {
                SelectorConnection connection =
                        new SelectorConnection(getHttpConfiguration(), connector, endPoint, selectors);
                connection.setUseInputDirectByteBuffers(isUseInputDirectByteBuffers());
                connection.setUseOutputDirectByteBuffers(isUseOutputDirectByteBuffers());
                return configure(connection, connector, endPoint);
            }
        };
        factory.setInputBufferSize(other.getInputBufferSize());
        factory.setUseInputDirectByteBuffers(other.isUseInputDirectByteBuffers());
        factory.setUseOutputDirectByteBuffers(other.isUseOutputDirectByteBuffers());
        return factory;
    }

    @Override
    public ManagedSelector selector() {
        if (selector == null) {
            selector = selectors.of(getEndPoint());
        }
        return selector;
    }

    /** Reading and parsing wait for nothing, and neither does what comes after it on the same thread. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Behind an answer the next request is looked for at once, on the thread that ended the answer. */
    @Override
    protected Executor getExecutor() {
        return Runnable::run;
    }

    /** An answer has ended. Where nothing of a next request is read yet there is nothing to read most often: it is waited for. */
    @Override
    public void run() {
        if (isRequestBufferEmpty()) {
            fillInterested();
        } else {
            super.run();
        }
    }

    /** Somebody waits for more of a request. */
    @Override
    public void tryFillInterested(Callback callback) {
        Demand next = new Demand(callback);
        demand = next;
        super.tryFillInterested(next);
    }

    /** Nobody waits for more of a request any longer. */
    private void stopReading() {
        Demand last = demand;
        if (last != null && last.withdraw() && getEndPoint() instanceof AbstractEndPoint endPoint) {
            // Tells the one who does nothing.
            endPoint.getFillInterest().fillable();
        }
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
        return new Stream(method, uri, version);
    }

    /**
     * A request, and its answer. The connection stays registered for reading meanwhile, although nobody reads: to take the registration
     * back and renew it behind the answer would be two system calls more for each request. Should something come nevertheless, it is
     * taken back then, and what came is read behind the answer.
     */
    private final class Stream extends HttpStreamOverHTTP1 {
        private FillInterest kept;
        private boolean ahead;
        private boolean interim;
        private volatile boolean written;

        Stream(String method, String uri, HttpVersion version) {
            super(method, uri, version);
        }

        @Override
        public Runnable headerComplete() {
            Runnable serve = super.headerComplete();
            if (serve != null
                    && ofGateway
                    && !getParser().hasContent()
                    && getEndPoint() instanceof SelectableChannelEndPoint endPoint) {
                kept = endPoint.getFillInterest();
                kept.tryRegister(Callback.NOOP);
            }
            return serve;
        }

        /**
         * An answer that goes before its request has come whole is the last of its connection and says so (RFC 9112, section 9.3): what
         * still comes is no next request.
         */
        @Override
        public void send(
                MetaData.Request request,
                MetaData.Response response,
                boolean last,
                ByteBuffer content,
                Callback callback) {
            MetaData.Response sent = response;
            if (response != null && response.getStatus() >= HttpStatus.OK_200) {
                ahead = isAhead(response, last);
                if (ahead) {
                    getGenerator().setPersistent(false);
                    getHttpChannel()
                            .getRequest()
                            .setAttribute(
                                    HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
                                    new LingeringConnection(getConnector(), getEndPoint()));
                }
                // The generator forgets with each interim answer that the client asked for the end of the connection.
                if (interim
                        && request.getHttpFields().contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString())) {
                    getGenerator().setPersistent(false);
                }
                sent = withoutLengthOfNothing(response);
            } else if (response != null) {
                interim = true;
            }
            super.send(request, sent, last, content, ahead && last ? noted(callback) : callback);
        }

        private Callback noted(Callback callback) {
            return new Callback.Nested(callback) {
                @Override
                public void succeeded() {
                    written = true;
                    super.succeeded();
                }
            };
        }

        /** Whether more of the request comes than is here. What is here is dropped, unless another thread may still read it. */
        private boolean isAhead(MetaData.Response response, boolean last) {
            HttpParser parser = getParser();
            if (parser.isClose()) {
                // What came is no request, such as one with too many headers: no next one is looked for.
                return true;
            }
            boolean read = parser.getContentLength() >= 0 && parser.getContentRead() >= parser.getContentLength();
            if (!parser.hasContent() || !parser.inContentState() || read) {
                return false;
            }
            boolean told = response.getHttpFields().contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            return told || !last || consumeAvailable() != null;
        }

        private void end() {
            if (kept != null) {
                // Tells the one who does nothing.
                kept.fillable();
                kept = null;
            }
            if (written) {
                stopReading();
            }
        }

        @Override
        public void succeeded() {
            end();
            super.succeeded();
        }

        /** Who waits for more of a request whose answer is written waits in vain: nothing has failed. */
        @Override
        public void failed(Throwable failure) {
            end();
            if (written) {
                super.succeeded();
            } else {
                super.failed(failure);
            }
        }
    }

    /** The server would write the length of nothing, which is not that of the answer with status 200 (RFC 9110, section 8.6). */
    private static MetaData.Response withoutLengthOfNothing(MetaData.Response response) {
        if (response.getStatus() != HttpStatus.NOT_MODIFIED_304
                || response.getHttpFields().getLongField(HttpHeader.CONTENT_LENGTH) != 0) {
            return response;
        }
        return new MetaData.Response(
                response.getStatus(),
                response.getReason(),
                response.getHttpVersion(),
                HttpFields.build(response.getHttpFields()).remove(HttpHeader.CONTENT_LENGTH),
                -1,
                response.getTrailersSupplier());
    }

    @Override
    protected HttpChannel newHttpChannel(Server server, HttpConfiguration configuration) {
        return new HttpChannelState(this) {
            @Override
            public Runnable onRequest(MetaData.Request request) {
                Runnable serve = super.onRequest(request);
                ofGateway = isOfGateway(request.getHttpURI());
                return ofGateway ? serve : () -> getConnector().getExecutor().execute(serve);
            }
        };
    }

    /**
     * Whether surely the gateway serves a path. Servlets are chosen by the path without its dots and encodings: one that has some may
     * be another's, who waits.
     */
    private static boolean isOfGateway(HttpURI uri) {
        String path = uri.getPath();
        return path != null
                && path.startsWith(GatewayServlet.PREFIX)
                && path.indexOf('%') < 0
                && path.indexOf(';') < 0
                && path.equals(uri.getCanonicalPath());
    }
}
