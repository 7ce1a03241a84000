package org.archipel.javascript.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.archipel.javascript.Script;
import org.archipel.javascript.ScriptException;
import org.archipel.javascript.ScriptException.Reason;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running engine: compiles scripts and calls them within their limits. Thread-safe. */
final class Scripts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scripts.class);
    private static final int MOST_SOURCE = 64 * 1024;
    private static final int MOST_MESSAGE = 300;

    private final ScriptLimits limits;
    private final ContextFactory factory;
    private final ContextPool pool;
    private final Watchdog watchdog;
    private final AsideThreads aside;

    Scripts(ScriptLimits limits) {
        this(limits, new AsideThreads(limits.time()));
    }

    Scripts(ScriptLimits limits, AsideThreads aside) {
        this.limits = limits;
        this.factory = new ContextFactory(limits);
        warmUp();
        this.pool = new ContextPool(factory, limits);
        this.watchdog = new Watchdog(limits);
        this.aside = aside;
    }

    /** The first call of all loads classes, which is not to count as the time of somebody's script. */
    private void warmUp() {
        ScriptContext context = factory.create();
        context.call(
                FunctionSource.of("r => [{...r}].map(x => x.a)", context),
                new JsonNode[] {JsonNodeFactory.instance.objectNode().put("a", 1)});
        close(context);
    }

    ScriptLimits limits() {
        return limits;
    }

    Script compile(String organizationId, String name, String source) {
        if (source == null || source.isBlank()) {
            throw new ScriptException(Reason.SYNTAX, "is empty");
        }
        if (source.length() > MOST_SOURCE) {
            throw new ScriptException(Reason.SYNTAX, "has more than " + MOST_SOURCE + " characters");
        }
        Source wrapped = runAside(organizationId, context -> FunctionSource.of(source, context));
        CompiledScript script = new CompiledScript(this, organizationId, wrapped);
        script.requireFunction();
        return script;
    }

    /** Runs work in a context of the organization, watched. */
    <T> T run(String organizationId, Function<ScriptContext, T> work) {
        return watched(organizationId, pool.take(organizationId), work);
    }

    /**
     * The same on another thread, which is left to itself when it is overdue: for scripts that may keep the engine in a loop of its own, in
     * which it cannot be stopped. They keep their turns until they end, so that there are never more such threads than turns.
     */
    <T> T runAside(String organizationId, Function<ScriptContext, T> work) {
        ScriptContext context = pool.take(organizationId);
        Future<T> result;
        try {
            result = aside.begin(() -> watched(organizationId, context, work));
        } catch (RuntimeException | Error e) {
            // There is no thread for it: nobody else gives the turn back.
            pool.giveBack(organizationId, context);
            throw e;
        }
        return aside.await(result);
    }

    private <T> T watched(String organizationId, ScriptContext context, Function<ScriptContext, T> work) {
        WatchedCall call = watchdog.begin(context);
        boolean reusable = false;
        try {
            T result = work.apply(context);
            reusable = true;
            return result;
        } catch (PolyglotException e) {
            reusable = !e.isCancelled() && !e.isResourceExhausted() && !e.isInternalError() && !e.isInterrupted();
            throw failure(call, e);
        } catch (ScriptException e) {
            reusable = true;
            throw e;
        } catch (Error e) {
            // A cancellation that came between two of the engine's calls leaves it as it is.
            if (call.reason().isPresent()) {
                throw limit(call);
            }
            throw e;
        } finally {
            watchdog.end(call);
            if (reusable && call.reason().isEmpty()) {
                pool.giveBack(organizationId, context);
            } else {
                close(context);
                pool.discard(organizationId);
            }
        }
    }

    private static void close(ScriptContext context) {
        try {
            context.cancel();
        } catch (PolyglotException e) {
            LOG.debug("A context that was given up did not close well", e);
        }
    }

    private static ScriptException limit(WatchedCall call) {
        return new ScriptException(Reason.LIMIT, "the script " + call.reason().orElseThrow());
    }

    private static ScriptException failure(WatchedCall call, PolyglotException e) {
        if (call.reason().isPresent()) {
            return limit(call);
        }
        if (e.isResourceExhausted() || e.isCancelled() || e.isInterrupted()) {
            String why = String.valueOf(e.getMessage());
            return new ScriptException(
                    Reason.LIMIT,
                    why.contains("Statement")
                            ? "the script ran too many statements"
                            : why.contains("regular expression")
                                    ? "a regular expression has more than " + SpreadGuard.MOST_PATTERN + " characters"
                                    : why.contains("calls within")
                                            ? "the script goes too deep: too many calls within calls"
                                            : "the script used too much memory or stack");
        }
        if (e.isInternalError()) {
            LOG.warn("The JavaScript engine failed", e);
            return new ScriptException(Reason.THROWN, "the script made the engine fail");
        }
        String message = shortened(String.valueOf(e.getMessage()));
        if (e.isSyntaxError()) {
            return new ScriptException(Reason.SYNTAX, message);
        }
        String place = e.getSourceLocation() == null
                ? ""
                : " (line " + e.getSourceLocation().getStartLine() + ")";
        return new ScriptException(Reason.THROWN, "the script threw " + message + place);
    }

    private static String shortened(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() > MOST_MESSAGE ? line.substring(0, MOST_MESSAGE) + "…" : line;
    }

    @Override
    public void close() {
        pool.close();
        watchdog.close();
        aside.close();
        factory.close();
    }
}
