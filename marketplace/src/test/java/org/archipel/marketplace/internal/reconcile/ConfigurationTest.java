package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.TestExtension;
import org.junit.jupiter.api.Test;

/** The configuration of an installation is checked, live, and carried to the next version. */
class ConfigurationTest extends OneExtension {
    @Test
    void configurationIsCheckedAndLive() {
        platform.publish(TestExtension.version("1.0.0")
                .configSchema("{'type':'object','properties':{'n':{'type':'integer'}},'additionalProperties':false}"));
        install();

        platform.changes.configure(ACME, TestExtension.ID, TestExtension.json("{'n':7}"), present -> {});
        assertThat(platform.runtime.island(location()).config().get("n").asInt())
                .isEqualTo(7);
        assertThatThrownBy(() -> platform.changes.configure(
                        ACME, TestExtension.ID, TestExtension.json("{'n':'x'}"), present -> {}))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.errors().get(0).pointer()).isEqualTo("/n"));
    }

    @Test
    void upgradeMigratesTheConfiguration() {
        platform.publish(TestExtension.version("1.0.0"));
        platform.carryOut(
                ACME,
                platform.drafts.install(
                        ACME,
                        TestExtension.ID,
                        new InstallOrder(
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                List.of(),
                                Optional.of(TestExtension.json("{'host':'a'}")),
                                false)));
        platform.publish(TestExtension.version("2.0.0").configSchema("{'type':'object','required':['hosts']}"));
        platform.runtime.migrateTo("2.0.0", TestExtension.json("{'hosts':['a']}"));

        var draft = platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST);
        assertThat(draft.plan().config().migrationNeeded()).isTrue();
        platform.carryOut(ACME, draft);

        assertThat(platform.installed(ACME).actual().orElseThrow().config().has("hosts"))
                .isTrue();
    }
}
