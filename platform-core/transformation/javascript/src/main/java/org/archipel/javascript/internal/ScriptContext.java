package org.archipel.javascript.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** A prepared context with the scripts that ran in it. Used by one thread at a time; only {@link #cancel} comes from another. */
final class ScriptContext {
    private static final int MOST_SCRIPTS = 200;

    private final Context context;
    private final Value two;
    private final Value answer;
    private final GuestValues values;
    private final ScriptLimits limits;
    private final Map<Source, Value> scripts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Value> eldest) {
            return size() > MOST_SCRIPTS;
        }
    };

    ScriptContext(Context context, Value prelude, ScriptLimits limits) {
        this.context = context;
        this.two = prelude.getMember("two");
        this.answer = prelude.getMember("answer");
        this.values = new GuestValues(context, prelude, limits.characters());
        this.limits = limits;
    }

    ScriptResult call(Source script, JsonNode[] arguments) {
        // Entered once: else each of the calls below would enter and leave.
        context.enter();
        try {
            Value make = begin(script);
            if (arguments.length == 2) {
                return written(two.execute(make, values.of(arguments[0]), values.of(arguments[1])));
            }
            ResultReader.begin();
            Value result = values.call(GuestFunction.CALL, make, arguments[0]);
            return ResultReader.take()
                    .map(value -> new ScriptResult(value, null))
                    .orElseGet(() -> written(result));
        } finally {
            context.leave();
        }
    }

    private ScriptResult written(Value result) {
        Value text = answer.execute(result);
        return text.isString() ? new ScriptResult(null, text.asString()) : ScriptResult.NOTHING;
    }

    boolean test(Source script, JsonNode argument) {
        context.enter();
        try {
            return values.call(GuestFunction.TEST, begin(script), argument).asBoolean();
        } finally {
            context.leave();
        }
    }

    /** Parses a text as a program, without running it. */
    void parse(Source source) {
        RecursionGuard.begin(limits.depth());
        context.parse(source);
    }

    /** Whether the script's value is a function. */
    boolean makesFunction(Source script) {
        return begin(script).execute().canExecute();
    }

    private Value begin(Source script) {
        context.resetLimits();
        RecursionGuard.begin(limits.depth());
        Value make = scripts.get(script);
        if (make == null) {
            make = context.eval(script);
            scripts.put(script, make);
        }
        return make;
    }

    /** Ends what runs in it, and it. Waits until the running thread has left. */
    void cancel() {
        context.close(true);
    }
}
