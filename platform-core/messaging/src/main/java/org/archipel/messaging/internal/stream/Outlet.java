package org.archipel.messaging.internal.stream;

import java.util.concurrent.CompletionStage;
import org.archipel.messaging.internal.stream.LiveEvents.LiveEvent;

/** The way to one client. */
public interface Outlet {
    /** Sends an event; completes when it is written, exceptionally when the client is gone. */
    CompletionStage<?> send(LiveEvent event);

    /** Sends a sign of life that clients ignore. */
    CompletionStage<?> beat();

    boolean closed();

    /** May take a moment. */
    void close();
}
