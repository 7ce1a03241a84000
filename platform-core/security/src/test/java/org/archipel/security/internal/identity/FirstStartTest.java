package org.archipel.security.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Caller;
import org.archipel.security.internal.TestNode;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {
    private static final String PRESET = "ark_automation1_" + "0123456789abcdef".repeat(4);

    @TempDir
    Path data;

    @DatabaseTest
    void leavesAKeyThatMayDoEverything(TestDatabase database) {
        try (TestNode node = new TestNode(database, data)) {
            String key = node.bootstrapKey();
            assertThat(node.console())
                    .contains(key)
                    .contains(data.resolve("bootstrap-key").toString());

            Caller caller = node.authenticate(key);

            assertThat(caller.permissions()).containsExactlyInAnyOrder(ApiPermission.values());
            assertThat(caller.organizationId())
                    .isEqualTo(node.directory.standard().id());
        }
    }
}
