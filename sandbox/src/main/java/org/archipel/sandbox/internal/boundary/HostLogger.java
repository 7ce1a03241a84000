package org.archipel.sandbox.internal.boundary;

import java.io.Serial;
import org.archipel.guard.StackRoom;
import org.archipel.sandbox.internal.log.MessageText;
import org.archipel.sandbox.internal.wall.PlatformWork;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

/**
 * What an extension holds of a logger of the platform: it is entered with enough stack for all of it, as others write to the same log,
 * and with a finished text.
 */
final class HostLogger extends LegacyAbstractLogger {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Logger logger;

    HostLogger(Logger logger) {
        this.name = logger.getName();
        this.logger = logger;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable failure) {
        StackRoom.check();
        String message = MessageText.of(pattern, arguments);
        PlatformWork.run(() -> write(level, message, failure));
    }

    private void write(Level level, String message, Throwable failure) {
        switch (level) {
            case ERROR -> logger.error(message, failure);
            case WARN -> logger.warn(message, failure);
            case INFO -> logger.info(message, failure);
            case DEBUG -> logger.debug(message, failure);
            case TRACE -> logger.trace(message, failure);
        }
    }

    @Override
    public boolean isTraceEnabled() {
        StackRoom.check();
        return logger.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        StackRoom.check();
        return logger.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        StackRoom.check();
        return logger.isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        StackRoom.check();
        return logger.isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        StackRoom.check();
        return logger.isErrorEnabled();
    }
}
