package org.archipel.javascript.internal;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.EventContext;
import com.oracle.truffle.api.instrumentation.ExecutionEventNode;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.nodes.JavaScriptNode;
import com.oracle.truffle.js.nodes.function.FunctionBodyNode;
import com.oracle.truffle.js.runtime.JSFrameUtil;
import com.oracle.truffle.js.runtime.Strings;
import java.util.Locale;
import java.util.Set;

/**
 * Answers the prelude's functions of letter case for short texts, by far the most that they are asked for: to test the length there and to
 * call the engine's own function takes a quarter of the time of a usual script.
 */
public final class ShortLetterCase extends TruffleInstrument {
    static final String ID = "archipel-letter-case";

    /** UTF-16 code units; the prelude takes longer texts apart. */
    static final int MOST = 256;

    private static final String LOWER = "lowerCase";
    private static final String UPPER = "upperCase";

    /** What an engine is asked for, so that it creates this. */
    interface Installed {}

    @Override
    protected void onCreate(Env env) {
        SourceSectionFilter functions = SourceSectionFilter.newBuilder()
                .tagIs(StandardTags.RootTag.class)
                .sourceIs(source -> source.getName().equals(ContextFactory.PRELUDE))
                .rootNameIs(name -> LOWER.equals(name) || UPPER.equals(name))
                .build();
        env.registerService(new Installed() {});
        env.getInstrumenter().attachExecutionEventFactory(functions, ShortLetterCase::shorten);
    }

    private static ExecutionEventNode shorten(EventContext function) {
        if (function.getInstrumentedNode() instanceof FunctionBodyNode whole
                && !(whole.getBody() instanceof ShortTextNode)) {
            boolean upper = UPPER.equals(whole.getRootNode().getName());
            whole.getBody().replace(new ShortTextNode(whole.getBody(), upper));
        }
        return null;
    }

    private static final class ShortTextNode extends JavaScriptNode {
        @Child
        private JavaScriptNode others;

        @Child
        private TruffleString.ToJavaStringNode toJava = TruffleString.ToJavaStringNode.create();

        @Child
        private TruffleString.FromJavaStringNode fromJava = TruffleString.FromJavaStringNode.create();

        private final boolean upper;

        ShortTextNode(JavaScriptNode others, boolean upper) {
            this.others = others;
            this.upper = upper;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            if (JSFrameUtil.getThisObj(frame) instanceof TruffleString text && Strings.length(text) <= MOST) {
                String java = Strings.toJavaString(toJava, text);
                return Strings.fromJavaString(
                        fromJava,
                        upper
                                ? Strings.javaStringToUpperCase(java, Locale.ROOT)
                                : Strings.javaStringToLowerCase(java, Locale.ROOT));
            }
            return others.execute(frame);
        }

        @Override
        protected JavaScriptNode copyUninitialized(Set<Class<? extends Tag>> tags) {
            return new ShortTextNode(cloneUninitialized(others, tags), upper);
        }
    }
}
