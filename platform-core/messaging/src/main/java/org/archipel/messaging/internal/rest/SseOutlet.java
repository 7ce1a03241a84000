package org.archipel.messaging.internal.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.ws.rs.sse.OutboundSseEvent;
import javax.ws.rs.sse.Sse;
import javax.ws.rs.sse.SseEventSink;
import org.archipel.messaging.internal.stream.LiveEvents.LiveEvent;
import org.archipel.messaging.internal.stream.Outlet;

/**
 * Server-sent events as in the HTML standard, section 9.2: the topic is the event's type, its place in the stream the id; what is
 * not kept has no id, so that a client does not come back with it.
 */
final class SseOutlet implements Outlet {
    private static final long RECONNECT_MILLIS = 2_000;

    private final SseEventSink sink;
    private final Sse sse;
    private final ObjectMapper json;

    SseOutlet(SseEventSink sink, Sse sse, ObjectMapper json) {
        this.sink = sink;
        this.sse = sse;
        this.json = json;
    }

    @Override
    public CompletionStage<?> send(LiveEvent event) {
        try {
            OutboundSseEvent.Builder builder = sse.newEventBuilder()
                    .name(event.event().topic())
                    .data(String.class, json.writeValueAsString(event.event()));
            return sink.send((event.seq() > 0 ? builder.id(Long.toString(event.seq())) : builder).build());
        } catch (JsonProcessingException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<?> beat() {
        return sink.send(sse.newEventBuilder()
                .comment("")
                .reconnectDelay(RECONNECT_MILLIS)
                .build());
    }

    @Override
    public boolean closed() {
        return sink.isClosed();
    }

    @Override
    public void close() {
        sink.close();
    }
}
