package org.archipel.security.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.archipel.api.error.ValidationException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.internal.TestNode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogLevelsTest {
    @TempDir
    Path data;

    @DatabaseTest
    void aLevelIsChangedAtOnceForALoggerAndThoseBelowIt(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            LogLevels levels = new LogLevels(node.work, node.audit);
            Logger below = LoggerFactory.getLogger("com.example.changed.Below");
            boolean before = below.isTraceEnabled();

            LogLevels.NamedLevel changed = levels.set(node.admin(), "com.example.changed", "trace");

            assertThat(changed.changed()).isTrue();
            assertThat(below.isTraceEnabled()).isTrue().isNotEqualTo(before);
            assertThat(levels.get("com.example.changed.Unused").effectiveLevel())
                    .isEqualTo("TRACE");

            levels.reset(node.admin(), "com.example.changed");

            assertThat(below.isTraceEnabled()).isEqualTo(before);
            assertThat(levels.get("com.example.changed").changed()).isFalse();
        }
    }

    @DatabaseTest
    void whatIsNoLevelOrNoLoggerIsRefused(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            LogLevels levels = new LogLevels(node.work, node.audit);

            assertThatThrownBy(() -> levels.set(node.admin(), "com.example", "LOUD"))
                    .isInstanceOf(ValidationException.class);
            assertThatThrownBy(() -> levels.set(node.admin(), "com.example", null))
                    .isInstanceOf(ValidationException.class);
            assertThatThrownBy(() -> levels.set(node.admin(), "a logger\nof mine", "INFO"))
                    .isInstanceOf(ValidationException.class);
        }
    }
}
