package org.archipel.sandbox.internal.log;

import java.io.Serial;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.guard.StackRoom;
import org.archipel.sandbox.internal.wall.PlatformWork;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

/** The logger of one extension; formats on the calling thread, which is the extension's. */
final class RingLogger extends LegacyAbstractLogger {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient InstallationInfo installation;
    private final transient LogRings rings;

    RingLogger(InstallationInfo installation, LogRings rings) {
        this.name = installation.extensionId();
        this.installation = installation;
        this.rings = rings;
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
        PlatformWork.run(() -> rings.write(installation, level, message, failure));
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}
