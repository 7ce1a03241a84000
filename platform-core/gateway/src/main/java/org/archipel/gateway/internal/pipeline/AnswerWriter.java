package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Writes a body that is in memory. A large one to a slow client holds no thread. */
final class AnswerWriter implements WriteListener {
    /** What the container takes without waiting for the client. */
    private static final int SMALL = 16 * 1024;

    private final Exchange exchange;
    private final ServletOutputStream out;
    private final byte[] body;
    private int at;

    private AnswerWriter(Exchange exchange, ServletOutputStream out, byte[] body) {
        this.exchange = exchange;
        this.out = out;
        this.body = body;
    }

    static void write(Exchange exchange, byte[] body) throws IOException {
        ServletOutputStream out = exchange.response().getOutputStream();
        if (body.length <= SMALL || !exchange.isAsync()) {
            out.write(body);
            exchange.complete();
        } else {
            out.setWriteListener(new AnswerWriter(exchange, out, body));
        }
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (at == body.length) {
                exchange.complete();
                return;
            }
            int length = Math.min(SMALL, body.length - at);
            out.write(body, at, length);
            at += length;
        }
    }

    @Override
    public void onError(Throwable failure) {
        exchange.complete();
    }
}
