package org.archipel.security.internal.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.archipel.security.Feature;
import org.archipel.security.internal.TestNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;

class FlagServiceTest {
    @TempDir
    Path data;

    @DatabaseTest
    void aFeatureIsOnUntilItIsSwitchedOffOnEveryNode(TestDatabase database) {
        try (TestNode one = new TestNode(database, data, TestNode.PRESET);
                TestNode two = new TestNode(database, data, TestNode.PRESET)) {
            FlagService here = new FlagService(one.work, one.audit, one.background);
            FlagService there = new FlagService(two.work, two.audit, two.background);
            Caller admin = one.authenticate(TestNode.PRESET_KEY);
            assertThat(here.list()).hasSize(Feature.values().length).allMatch(FlagService.Flag::enabled);

            here.set(
                    admin,
                    Feature.ENABLE_MARKETPLACE,
                    false,
                    version -> assertThat(version).isZero());

            assertThat(here.isEnabled(Feature.ENABLE_MARKETPLACE)).isFalse();
            assertThatThrownBy(() -> here.require(Feature.ENABLE_MARKETPLACE))
                    .isInstanceOfSatisfying(
                            PlatformException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHORIZATION_ERROR));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !there.isEnabled(Feature.ENABLE_MARKETPLACE));
            assertThat(there.get(Feature.ENABLE_MARKETPLACE).updatedBy()).contains(admin.actor());

            there.set(
                    admin,
                    Feature.ENABLE_MARKETPLACE,
                    true,
                    version -> assertThat(version).isPositive());
            assertThat(there.isEnabled(Feature.ENABLE_MARKETPLACE)).isTrue();
            here.stop();
            there.stop();
        }
    }
}
