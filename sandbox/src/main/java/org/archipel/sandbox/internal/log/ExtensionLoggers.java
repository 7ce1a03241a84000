package org.archipel.sandbox.internal.log;

import org.archipel.guard.Logs;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.wall.PlatformWork;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.MarkerFactory;
import org.slf4j.helpers.NOPLogger;

/** Leads the loggers that extensions make to their own logs. Thread-safe. */
public final class ExtensionLoggers implements Logs.Library {
    private final Islands islands;
    private final LogRings rings;

    public ExtensionLoggers(Islands islands, LogRings rings) {
        this.islands = islands;
        this.rings = rings;
    }

    @Override
    public Object logger(Class<?> caller) {
        return PlatformWork.get(() -> own(FrameworkUtil.getBundle(caller)));
    }

    // An extension that is gone has nowhere to log.
    private Logger own(Bundle bundle) {
        return bundle == null
                ? NOPLogger.NOP_LOGGER
                : islands.find(bundle.getLocation())
                        .map(island -> rings.logger(island.installation()))
                        .orElse(NOPLogger.NOP_LOGGER);
    }

    @Override
    public Object marker(String name) {
        return PlatformWork.get(() -> MarkerFactory.getDetachedMarker(name));
    }

    @Override
    public Logs.Sink sink(Class<?> caller) {
        Logger own = (Logger) logger(caller);
        return (level, message, failure) -> write(own, level, message, failure);
    }

    private static void write(Logger log, System.Logger.Level level, String message, Throwable failure) {
        switch (level) {
            case ERROR -> log.error(message, failure);
            case WARNING -> log.warn(message, failure);
            case INFO -> log.info(message, failure);
            case DEBUG -> log.debug(message, failure);
            default -> log.trace(message, failure);
        }
    }
}
