package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.archipel.security.AuditLog;
import org.junit.jupiter.api.Test;

/** Permissions are granted by a person who sees what is asked. */
class ConsentTest extends OneExtension {
    private static final String STORAGE =
            "{'resource':'storage','actions':['read','write'],'required':true,'reason':'r'}";
    private static final String EVENTS =
            "{'resource':'events','actions':['subscribe'],'conditions':[{'type':'topics','values':['a.*']}],"
                    + "'required':true,'reason':'to listen'}";

    @Test
    void installWaitsForConsentAndSaysWhatIsAsked() {
        platform.publish(TestExtension.version("1.0.0").asks(STORAGE));

        var draft = platform.drafts.install(ACME, TestExtension.ID, InstallOrder.NEWEST);

        assertThat(draft.plan().permissions().consentNeeded()).isTrue();
        assertThatThrownBy(() -> platform.orders.place(ACME, draft))
                .isInstanceOfSatisfying(PlatformException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
                    assertThat(refused.errors().get(0).message())
                            .contains("risk")
                            .contains("Reason given: r");
                });
        assertThat(platform.audited)
                .last()
                .satisfies(entry -> assertThat(entry.outcome()).isEqualTo(AuditLog.Outcome.DENIED));
        assertThat(platform.carryOut(ACME, platform.drafts.install(ACME, TestExtension.ID, acceptRequired()))
                        .state())
                .isEqualTo(Job.State.SUCCEEDED);
    }

    @Test
    void upgradeThatAsksForMoreWaitsForConsentAndShowsTheDifference() {
        platform.publish(TestExtension.version("1.0.0").asks(STORAGE));
        platform.carryOut(ACME, platform.drafts.install(ACME, TestExtension.ID, acceptRequired()));
        platform.publish(TestExtension.version("1.1.0").asks(STORAGE).asks(EVENTS));

        var draft = platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST);

        assertThat(draft.plan().permissions().difference().added())
                .singleElement()
                .satisfies(permission -> assertThat(permission.resource()).isEqualTo("events"));
        assertThatThrownBy(() -> platform.orders.place(ACME, draft))
                .hasMessageContaining("permissions that were not granted");
        platform.carryOut(ACME, platform.drafts.update(ACME, TestExtension.ID, acceptRequired()));
        assertThat(platform.installed(ACME).actual().orElseThrow().grants()).hasSize(2);
    }

    @Test
    void optionalPermissionIsGrantedAndRevokedWhileItRuns() {
        var asked = installWithOptional();

        platform.changes.grant(ACME, TestExtension.ID, List.of(asked), present -> {});
        assertThat(grants()).hasSize(1);

        platform.changes.grant(ACME, TestExtension.ID, List.of(), present -> {});
        assertThat(grants()).isEmpty();
        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
    }

    @Test
    void whatIsTakenBackOnAnotherNodeIsTakenBackHereThoughItIsAsItWasBefore() {
        var asked = installWithOptional();
        var before = platform.installed(ACME).actual().orElseThrow();
        platform.changes.grant(ACME, TestExtension.ID, List.of(asked), present -> {});
        assertThat(grants()).hasSize(1);

        var elsewhere = platform.installed(ACME).reconfigured(before, Instant.EPOCH);
        platform.work.run(transaction -> new InstallationStore().update(transaction, elsewhere));
        platform.look();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(grants()).isEmpty());
    }

    /** @return what it asks for and was not granted */
    private Permission installWithOptional() {
        platform.publish(TestExtension.version("1.0.0").asks(EVENTS.replace("'required':true", "'required':false")));
        install();
        return platform.drafts
                .permissions(ACME, TestExtension.ID)
                .optional()
                .get(0)
                .permission();
    }

    private List<?> grants() {
        return platform.runtime.island(location()).grants();
    }
}
