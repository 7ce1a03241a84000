package org.archipel.integrations.internal.log;

import java.util.Optional;
import org.archipel.integrations.internal.model.Integration;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** The logger that a connector's session receives: it writes to the integration's log, without secrets. */
public final class SessionLogger extends AbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient IntegrationLog log;
    private final transient Integration integration;
    private final transient SecretMask mask;
    private transient volatile boolean ended;

    public SessionLogger(IntegrationLog log, Integration integration, SecretMask mask) {
        this.name = "archipel.integration." + integration.id();
        this.log = log;
        this.integration = integration;
        this.mask = mask;
    }

    /** The session is over: nothing is written any more. */
    public void end() {
        ended = true;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable failure) {
        if (ended) {
            return;
        }
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        Optional<String> detail =
                Optional.ofNullable(failure).map(Throwable::getMessage).map(mask::apply);
        log.write(integration, level, mask.apply(message), detail);
    }

    private boolean keeps(Level level) {
        return integration.config().loggingLevel().keeps(level);
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return keeps(Level.DEBUG);
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
        return isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return keeps(Level.INFO);
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
        return isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return keeps(Level.WARN);
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
        return isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
        return true;
    }
}
