package org.archipel.rest.internal.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.core.MultivaluedHashMap;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import javax.ws.rs.ext.WriterInterceptorContext;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ProblemException;

class IdempotencyFilterTest {
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int BAD_REQUEST = 400;
    private static final int LIMIT = 1024 * 1024;

    private final String key = UUID.randomUUID().toString();
    private int invocations;

    @DatabaseTest
    void aClientThatGoesDuringALargeAnswerDoesNotHaveTheRequestRunAgain(TestDatabase database) throws IOException {
        IdempotencyFilter filter = filter(database);
        Body large = out -> out.write(new byte[LIMIT + 1]);
        assertThatIOException().isThrownBy(() -> post(filter, CREATED, large, new GoneAfter(LIMIT)));
        assertDoneBefore(filter, large);
    }

    @DatabaseTest
    void anAnswerThatCannotBeWrittenDoesNotHaveTheRequestRunAgain(TestDatabase database) {
        IdempotencyFilter filter = filter(database);
        Body unwritable = out -> {
            throw new IllegalStateException("cannot be written");
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> post(filter, CREATED, unwritable, OutputStream.nullOutputStream()));
        assertDoneBefore(filter, unwritable);
    }

    @DatabaseTest
    void aRefusalThatCannotBeWrittenLeavesTheKeyFree(TestDatabase database) throws IOException {
        IdempotencyFilter filter = filter(database);
        Body large = out -> out.write(new byte[LIMIT + 1]);
        assertThatIOException().isThrownBy(() -> post(filter, BAD_REQUEST, large, new GoneAfter(LIMIT)));
        post(filter, CREATED, out -> out.write(1), OutputStream.nullOutputStream());
        assertThat(invocations).isEqualTo(2);
    }

    private void assertDoneBefore(IdempotencyFilter filter, Body body) {
        assertThatThrownBy(() -> post(filter, CREATED, body, OutputStream.nullOutputStream()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(CONFLICT))
                .hasMessageContaining("was done before");
        assertThat(invocations).isEqualTo(1);
    }

    private static IdempotencyFilter filter(TestDatabase database) {
        return new IdempotencyFilter(new IdempotencyStore(database.unit("rest"), Clock.systemUTC(), "node-1", "a"));
    }

    @FunctionalInterface
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Reply {
        Object to(Object[] arguments) throws IOException;
    }

    /** A request with the key through the filter, as far as that lets it. */
    private void post(IdempotencyFilter filter, int status, Body body, OutputStream client) throws IOException {
        Exchange exchange = new Exchange(key, status, body, client);
        filter.filter(exchange.request());
        invocations++;
        filter.filter(exchange.request(), exchange.response());
        filter.aroundWriteTo(exchange.writing());
    }

    /** A connection that breaks after some bytes. */
    private static final class GoneAfter extends OutputStream {
        private long left;

        GoneAfter(long bytes) {
            this.left = bytes;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("the client is gone");
            }
        }
    }

    /** One request with its answer: what the filter asks of the three contexts, over the same properties. */
    private static final class Exchange {
        private final Map<String, Object> properties = new HashMap<>();
        private final String key;
        private final int status;
        private final Body body;
        private InputStream in = new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8));
        private OutputStream out;

        Exchange(String key, int status, Body body, OutputStream client) {
            this.key = key;
            this.status = status;
            this.body = body;
            this.out = client;
        }

        ContainerRequestContext request() {
            UriInfo uri = context(UriInfo.class, Map.of("getRequestUri", any -> URI.create("http://h/api/probes")));
            SecurityContext nobody = context(SecurityContext.class, Map.of("getUserPrincipal", any -> null));
            return context(
                    ContainerRequestContext.class,
                    Map.of(
                            "getHeaderString",
                            name -> IdempotencyFilter.HEADER.equals(name[0]) ? key : null,
                            "getSecurityContext",
                            any -> nobody,
                            "getUriInfo",
                            any -> uri,
                            "getMethod",
                            any -> "POST",
                            "getEntityStream",
                            any -> in,
                            "setEntityStream",
                            stream -> in = (InputStream) stream[0]));
        }

        ContainerResponseContext response() {
            return context(
                    ContainerResponseContext.class, Map.of("hasEntity", any -> true, "getStatus", any -> status));
        }

        WriterInterceptorContext writing() {
            return context(
                    WriterInterceptorContext.class,
                    Map.of(
                            "getHeaders",
                            any -> new MultivaluedHashMap<>(),
                            "getOutputStream",
                            any -> out,
                            "setOutputStream",
                            stream -> out = (OutputStream) stream[0],
                            "proceed",
                            any -> write()));
        }

        private Void write() throws IOException {
            in.readAllBytes();
            body.writeTo(out);
            return null;
        }

        private <T> T context(Class<T> type, Map<String, Reply> own) {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (p, method, args) -> {
                Object result = switch (method.getName()) {
                    case "getProperty" -> properties.get(args[0]);
                    case "setProperty" -> properties.put((String) args[0], args[1]);
                    case "removeProperty" -> properties.remove(args[0]);
                    default -> own.get(method.getName()).to(args);
                };
                return method.getReturnType() == void.class ? null : result;
            }));
        }
    }
}
