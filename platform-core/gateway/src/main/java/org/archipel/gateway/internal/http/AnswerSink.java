package org.archipel.gateway.internal.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;

/** Takes an answer as it comes. Called by one thread at a time. */
public interface AnswerSink {
    void headers(int status, HttpFields fields);

    /**
     * Takes a piece of the body; the buffer is the caller's again afterwards.
     *
     * @param resume to be run once when the next piece may come, if it may not come at once
     * @return whether the next piece may come at once
     */
    boolean content(ByteBuffer piece, Runnable resume);

    /** It is complete. */
    void complete(int status);

    /** There is no answer, or it broke off. */
    void failed(Throwable failure);
}
