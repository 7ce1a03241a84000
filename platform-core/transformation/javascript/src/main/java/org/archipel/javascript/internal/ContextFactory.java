package org.archipel.javascript.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** Makes contexts in which scripts can do nothing but compute. Code that was parsed once is shared by all of them. */
final class ContextFactory {
    static final String LANGUAGE = "js";
    static final String PRELUDE = "prelude.js";

    /** An engine takes no second predicate. */
    private static final Predicate<Source> COUNTED = source ->
            !GuestFunction.isOne(source.getName()) && !source.getName().equals(PRELUDE);

    private final Engine engine;
    private final Source prelude;
    private final ScriptLimits limits;

    ContextFactory(ScriptLimits limits) {
        this.limits = limits;
        this.prelude = prelude();
        // The engine looks for its parts through the thread's loader.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ContextFactory.class.getClassLoader());
        try {
            this.engine = Engine.newBuilder(LANGUAGE)
                    .allowExperimentalOptions(true)
                    .option("engine.WarnInterpreterOnly", "false")
                    .out(OutputStream.nullOutputStream())
                    .err(OutputStream.nullOutputStream())
                    .build();
            engine.getInstruments().get(RecursionGuard.ID).lookup(RecursionGuard.Installed.class);
            engine.getInstruments().get(ResultReader.ID).lookup(ResultReader.Installed.class);
            engine.getInstruments().get(SpreadGuard.ID).lookup(SpreadGuard.Installed.class);
            engine.getInstruments().get(ShortLetterCase.ID).lookup(ShortLetterCase.Installed.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    ScriptContext create() {
        // What the thread ran before may have ended too deep.
        RecursionGuard.begin(limits.depth());
        Context context = Context.newBuilder(LANGUAGE)
                .engine(engine)
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLookup(name -> false)
                .allowHostClassLoading(false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowNativeAccess(false)
                .allowInnerContextOptions(false)
                .allowValueSharing(false)
                .allowExperimentalOptions(true)
                .timeZone(ZoneOffset.UTC)
                .option("js.ecmascript-version", "2025")
                .option("js.locale", "en-US")
                // Locale data costs time and memory, and big integers are loops that cannot be stopped.
                .option("js.intl-402", "false")
                .option("js.bigint", "false")
                .option("js.disable-eval", "true")
                .option("js.disable-with", "true")
                .option("js.load", "false")
                .option("js.print", "false")
                .option("js.console", "false")
                .option("js.graal-builtin", "false")
                .option("js.polyglot-builtin", "false")
                .option("js.java-package-globals", "false")
                .option("js.shared-array-buffer", "false")
                .option("js.atomics", "false")
                .option("js.regexp-static-result", "false")
                .option("js.stack-trace-limit", "0")
                .option("js.max-apply-argument-length", "65535")
                .option("js.max-typed-array-length", Integer.toString(limits.elements()))
                .option("js.string-length-limit", Integer.toString(limits.characters()))
                .resourceLimits(ResourceLimits.newBuilder()
                        .statementLimit(limits.statements(), COUNTED)
                        .build())
                .build();
        try {
            Value parts = context.eval(prelude)
                    .execute(
                            limits.elements(),
                            BoundedValue.MOST_PROPERTIES,
                            SpreadGuard.MOST_PATTERN,
                            ShortLetterCase.MOST);
            return new ScriptContext(context, parts, limits);
        } catch (RuntimeException | Error e) {
            context.close(true);
            throw e;
        }
    }

    void close() {
        engine.close(true);
    }

    private static Source prelude() {
        try (InputStream text = ContextFactory.class.getResourceAsStream(PRELUDE)) {
            return Source.newBuilder(LANGUAGE, new String(text.readAllBytes(), StandardCharsets.UTF_8), PRELUDE)
                    .internal(true)
                    .buildLiteral();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
