package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.archipel.security.Caller;
import org.junit.jupiter.api.BeforeEach;

/** Tests that begin with one organization that has version 1.0.0 of one extension. */
abstract class InstalledVersionTest extends MarketplaceTest {
    protected static final String ID = TestExtension.ID;
    protected static final String STORAGE =
            "{'resource':'storage','actions':['read','write'],'required':true,'reason':'to keep what it is told'}";

    @BeforeEach
    void installOne() {
        platform.publish(TestExtension.version("1.0.0"));
        install(ACME, "1.0.0");
    }

    protected void revoke(String version, Revocation.Policy policy, Optional<String> replacement) {
        var placed = platform.revocations.revoke(REVIEWER, ID, version, policy, replacement, "it leaks data");
        var job = jobs.await(REVIEWER.organizationId(), placed.job().id(), Duration.ofSeconds(60));
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
    }

    protected void install(Caller caller, String version) {
        var job = platform.carryOut(caller, platform.drafts.install(caller, ID, InstallOrder.of(version)));
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
    }

    protected void upgradeTo(String version) {
        platform.publish(TestExtension.version(version));
        var job = platform.carryOut(ACME, platform.drafts.update(ACME, ID, InstallOrder.of(version)));
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
    }
}
