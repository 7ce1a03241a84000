package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.archipel.api.error.ErrorCode;
import org.archipel.gateway.internal.http.ByteBudget;
import org.archipel.rest.ProblemException;

/** Reads a request's body up to a size, as it comes, without a thread that waits. */
final class BodyReader implements ReadListener {
    private static final int PIECE = 8 * 1024;
    private static final int TOO_LARGE = 413;
    private static final int BAD_REQUEST = 400;

    private final ServletInputStream in;
    private final long most;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final byte[] piece = new byte[PIECE];
    private final BodyPace pace = new BodyPace();

    private final ByteBudget.Part memory;

    private BodyReader(ServletInputStream in, long most, ByteBudget.Part memory) {
        this.in = in;
        this.most = most;
        this.memory = memory;
    }

    /** Whether a body comes, or may come. */
    static boolean hasBody(Exchange exchange) {
        return exchange.request().getContentLengthLong() > 0 || exchange.header("Transfer-Encoding") != null;
    }

    /**
     * @param budget what the body takes of it is given back when the exchange ends
     * @return fails with 413 if the body is larger, with 503 if there is no room for it
     */
    static CompletableFuture<byte[]> read(Exchange exchange, long most, ByteBudget budget) {
        if (exchange.request().getContentLengthLong() > most) {
            return CompletableFuture.failedFuture(tooLarge(most));
        }
        exchange.goAsync();
        try {
            ServletInputStream in = exchange.request().getInputStream();
            ByteBudget.Part memory = budget.part();
            exchange.toCaller().whenEnded(memory::end);
            BodyReader reader = new BodyReader(in, most, memory);
            exchange.toCaller().whileReading(() -> !reader.body.isDone());
            in.setReadListener(reader);
            return reader.body;
        } catch (IOException e) {
            return CompletableFuture.failedFuture(broken());
        }
    }

    static ProblemException tooLarge(long most) {
        return new ProblemException(
                TOO_LARGE, ErrorCode.VALIDATION_ERROR, "The request body has more than " + most + " bytes.");
    }

    static ProblemException broken() {
        return new ProblemException(BAD_REQUEST, ErrorCode.VALIDATION_ERROR, "The request body broke off.");
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (in.isReady() && !in.isFinished()) {
            int length = in.read(piece);
            if (length < 0) {
                return;
            }
            if (read.size() + length > most) {
                body.completeExceptionally(tooLarge(most));
                return;
            }
            try {
                memory.grow(length);
                read.write(piece, 0, length);
                pace.came(read.size());
            } catch (ProblemException e) {
                body.completeExceptionally(e);
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        body.complete(read.toByteArray());
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(broken());
    }
}
