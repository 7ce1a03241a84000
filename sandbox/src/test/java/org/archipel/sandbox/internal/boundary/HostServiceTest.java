package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.archipel.api.connector.ConnectorContext;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class HostServiceTest {
    private final List<String> lines = new ArrayList<>();
    private int unwound;
    private int asked;

    private final class Recording extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        @Override
        protected String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable failure) {
            lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments) + " " + failure);
        }

        @Override
        public boolean isTraceEnabled() {
            asked++;
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
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

    private Logger logger() {
        Recording recording = new Recording();
        ConnectorContext context = (ConnectorContext) Proxy.newProxyInstance(
                ConnectorContext.class.getClassLoader(),
                new Class<?>[] {ConnectorContext.class},
                (proxy, method, arguments) -> method.getName().equals("logger") ? recording : null);
        return HostService.wrap(ConnectorContext.class, context, () -> {}).logger();
    }

    @Test
    void loggersWriteFinishedTexts() {
        Logger logger = logger();

        logger.debug("nothing");
        logger.info("{} of {}", 1, "{}");
        logger.error("failed", new IllegalStateException("why"));

        assertThat(lines).containsExactly("INFO 1 of {} null", "ERROR failed java.lang.IllegalStateException: why");
    }

    @Test
    void loggersAreNotAskedWhereTheStackEnds() {
        Logger logger = logger();

        assertThatThrownBy(() -> deeperAsking(logger)).isInstanceOf(StackOverflowError.class);

        assertThat(asked).isZero();
    }

    private void deeperAsking(Logger logger) {
        try {
            deeperAsking(logger);
        } catch (StackOverflowError e) {
            unwound++;
            if (unwound == 200) {
                logger.isTraceEnabled();
                logger.isDebugEnabled();
            }
            throw e;
        }
    }

    @Test
    void loggersAreNotEnteredWhereTheStackEnds() {
        Logger logger = logger();

        assertThatThrownBy(() -> deeper(logger)).isInstanceOf(StackOverflowError.class);

        assertThat(lines).noneMatch(line -> line.startsWith("WARN"));
    }

    // Logs near the end of the stack: with room for a line, and without that for what a platform's logger may do.
    private void deeper(Logger logger) {
        try {
            deeper(logger);
        } catch (StackOverflowError e) {
            unwound++;
            if (unwound == 200) {
                logger.warn("near the end");
            }
            throw e;
        }
    }
}
