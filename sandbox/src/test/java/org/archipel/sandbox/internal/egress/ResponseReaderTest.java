package org.archipel.sandbox.internal.egress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.BasicHttpEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.archipel.guard.Checkpoint;
import org.junit.jupiter.api.Test;

/** The bytes are there already: no wait on the network ends their unpacking. */
class ResponseReaderTest {
    // Its name goes on for as long as bytes follow.
    private static final byte[] NAMED = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};

    @Test
    void unpackingEndsWithTheTimeOfTheRequest() {
        BasicClassicHttpResponse endless = gzipped(new Endless(NAMED));

        assertThatThrownBy(() -> new ResponseReader(Integer.MAX_VALUE)
                        .copy(
                                endless,
                                OutputStream.nullOutputStream(),
                                Long.MAX_VALUE / 2,
                                Deadline.in(Duration.ofMillis(50))))
                .isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void unpackingEndsWithTheCallOfTheExtension() {
        BasicClassicHttpResponse endless = gzipped(new Endless(NAMED));
        Thread caller = Thread.currentThread();
        class Stopped extends RuntimeException {
            private static final long serialVersionUID = 1;
        }

        try (Checkpoint.Control control = Checkpoint.install(() -> {
            if (Thread.currentThread() == caller) {
                throw new Stopped();
            }
        })) {
            control.arm(true);
            assertThatThrownBy(() -> new ResponseReader(1)
                            .copy(
                                    endless,
                                    OutputStream.nullOutputStream(),
                                    Long.MAX_VALUE / 2,
                                    Deadline.in(Duration.ofMinutes(1))))
                    .isInstanceOf(Stopped.class);
        }
    }

    private static BasicClassicHttpResponse gzipped(InputStream content) {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.addHeader("Content-Encoding", "gzip");
        response.setEntity(new BasicHttpEntity(content, ContentType.APPLICATION_OCTET_STREAM));
        return response;
    }

    /** A beginning, then letters for ever. */
    private static final class Endless extends InputStream {
        private final ByteArrayInputStream beginning;

        Endless(byte[] beginning) {
            this.beginning = new ByteArrayInputStream(beginning);
        }

        @Override
        public int read() {
            int value = beginning.read();
            return value < 0 ? 'a' : value;
        }

        @Override
        public int read(byte[] piece, int offset, int length) {
            int read = beginning.read(piece, offset, length);
            if (read < 0) {
                Arrays.fill(piece, offset, offset + length, (byte) 'a');
            }
            return read < 0 ? length : read;
        }
    }
}
