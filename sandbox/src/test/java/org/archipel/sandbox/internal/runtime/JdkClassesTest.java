package org.archipel.sandbox.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JdkClassesTest {
    @Test
    void everyListedClassWorks() {
        Logger logger = (Logger) LoggerFactory.getLogger(JdkClasses.class);
        logger.setLevel(Level.DEBUG);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);

        JdkClasses.initialize();
        JdkClasses.initialize();

        assertThat(log.list).filteredOn(event -> event.getLevel() == Level.WARN).isEmpty();
        assertThat(log.list)
                .filteredOn(event -> event.getMessage().startsWith("Classes of the JDK"))
                .as("at most once in a process")
                .hasSizeLessThanOrEqualTo(1);
    }
}
