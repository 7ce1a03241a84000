package org.archipel.javascript.internal;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.EventContext;
import com.oracle.truffle.api.instrumentation.ExecutionEventNode;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;

/**
 * Counts calls within calls and ends the script past the limit. An error of the Java stack ends it too: a script could catch it,
 * call again, and keep a context busy that can no longer be cancelled, because at the end of the stack the cancellation fails.
 */
public final class RecursionGuard extends TruffleInstrument {
    static final String ID = "archipel-recursion";

    /** Calls within calls on this thread, which runs one script at a time. */
    private static final ThreadLocal<Depth> DEPTH = ThreadLocal.withInitial(Depth::new);

    /** What an engine is asked for, so that it creates the guard. */
    interface Installed {}

    private static final class Depth {
        private int calls;
        private int most = Integer.MAX_VALUE;
    }

    /** To be called on the thread before each call of a script. */
    static void begin(int most) {
        Depth depth = DEPTH.get();
        depth.calls = 0;
        depth.most = most;
    }

    @Override
    protected void onCreate(Env env) {
        SourceSectionFilter functions = SourceSectionFilter.newBuilder()
                .tagIs(StandardTags.RootTag.class)
                .sourceIs(source -> !GuestFunction.isOne(source.getName()))
                .build();
        env.registerService(new Installed() {});
        env.getInstrumenter().attachExecutionEventFactory(functions, context -> new Guard(env, context));
    }

    private static final class Guard extends ExecutionEventNode {
        private final Env env;
        private final EventContext place;

        Guard(Env env, EventContext place) {
            this.env = env;
            this.place = place;
        }

        @Override
        protected void onEnter(VirtualFrame frame) {
            Depth depth = DEPTH.get();
            if (++depth.calls > depth.most) {
                env.getEnteredContext()
                        .closeResourceExhausted(place.getInstrumentedNode(), "too many calls within calls");
            }
        }

        @Override
        protected void onReturnValue(VirtualFrame frame, Object result) {
            DEPTH.get().calls--;
        }

        @Override
        protected void onReturnExceptional(VirtualFrame frame, Throwable exception) {
            Depth depth = DEPTH.get();
            depth.calls--;
            if (exception instanceof StackOverflowError) {
                // No function is entered any more: every handler on the way out fails at once.
                depth.most = -1;
            }
        }
    }
}
