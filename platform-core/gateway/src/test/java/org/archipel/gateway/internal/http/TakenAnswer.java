package org.archipel.gateway.internal.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpFields;

/** An answer as it is taken, each piece at once: the status and the body, or the failure. */
class TakenAnswer implements AnswerSink {
    final CompletableFuture<String> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Override
    public void headers(int status, HttpFields fields) {
        // The body tells enough.
    }

    @Override
    public boolean content(ByteBuffer piece, Runnable resume) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        body.writeBytes(bytes);
        return true;
    }

    @Override
    public void complete(int status) {
        answer.complete(status + " " + body.toString(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void failed(Throwable failure) {
        answer.completeExceptionally(failure);
    }
}
