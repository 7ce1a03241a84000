package org.archipel.javascript.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.ExecutionEventNode;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import java.util.Optional;

/**
 * Sees what scripts return before it crosses the boundary, and reads it if it is plain: a text would have to be written and parsed,
 * which takes three times as long.
 */
public final class ResultReader extends TruffleInstrument {
    static final String ID = "archipel-results";

    /** What the script on this thread returned last. */
    private static final ThreadLocal<Slot> SLOT = ThreadLocal.withInitial(Slot::new);

    /** What an engine is asked for, so that it creates the reader. */
    interface Installed {}

    private static final class Slot {
        private JsonNode result;
    }

    /** To be called on the thread before each call of a script. */
    static void begin() {
        SLOT.get().result = null;
    }

    /** Takes what the script returned; empty if that is not plain. */
    static Optional<JsonNode> take() {
        Slot slot = SLOT.get();
        JsonNode result = slot.result;
        slot.result = null;
        return Optional.ofNullable(result);
    }

    @Override
    protected void onCreate(Env env) {
        SourceSectionFilter calls = SourceSectionFilter.newBuilder()
                .tagIs(StandardTags.RootTag.class)
                .sourceIs(source -> GuestFunction.CALL.isNamed(source.getName()))
                .build();
        env.registerService(new Installed() {});
        env.getInstrumenter().attachExecutionEventFactory(calls, context -> new Reading());
    }

    private static final class Reading extends ExecutionEventNode {
        @Override
        protected void onReturnValue(VirtualFrame frame, Object result) {
            SLOT.get().result = PlainResult.read(result);
        }
    }
}
