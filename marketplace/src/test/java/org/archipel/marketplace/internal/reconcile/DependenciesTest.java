package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.plan.InstallPlan.Dependency;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DependenciesTest extends MarketplaceTest {
    private static final String BASE = "com.acme.base";
    private static final String MIDDLE = "com.acme.middle";
    private static final String TOP = "com.acme.top";
    private static final InstallOrder WITH_ALL =
            new InstallOrder(Optional.empty(), Optional.empty(), true, List.of(), Optional.empty(), true);

    @BeforeEach
    void publishThree() {
        platform.publish(TestExtension.of(BASE, "1.0.0"));
        platform.publish(TestExtension.of(MIDDLE, "1.0.0").needs(BASE, "[1.0,2)"));
        platform.publish(TestExtension.of(TOP, "1.0.0").needs(MIDDLE, "[1.0,2)"));
    }

    @Test
    void installIsRefusedWhileWhatItNeedsIsMissing() {
        var draft = platform.drafts.install(ACME, MIDDLE, InstallOrder.NEWEST);

        assertThat(draft.plan().dependencies()).singleElement().satisfies(need -> {
            assertThat(need.state()).isEqualTo(Dependency.State.NOT_INSTALLED);
            assertThat(need.version()).contains("1.0.0");
        });
        assertThatThrownBy(() -> platform.orders.place(ACME, draft))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining(BASE);
    }

    @Test
    void installBringsWhatIsNeededBeforeIt() {
        var job = platform.carryOut(ACME, platform.drafts.install(ACME, TOP, WITH_ALL));

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(installed()).containsExactlyInAnyOrder(BASE, MIDDLE, TOP);
        assertThat(platform.runtime.calls())
                .filteredOn(call -> call.startsWith("serve"))
                .hasSize(3);
    }

    @Test
    void whatTwoNeedIsInstalledOnceInTheVersionThatFitsBoth() {
        platform.publish(TestExtension.of(BASE, "1.1.0"));
        platform.publish(TestExtension.of(BASE, "1.2.0"));
        platform.publish(TestExtension.of("com.acme.left", "1.0.0").needs(BASE, "[1.0,2)"));
        platform.publish(TestExtension.of("com.acme.right", "1.0.0").needs(BASE, "[1.0,1.2)"));
        platform.publish(TestExtension.of("com.acme.both", "1.0.0")
                .needs("com.acme.left", "1.0")
                .needs("com.acme.right", "1.0"));
        var draft = platform.drafts.install(ACME, "com.acme.both", WITH_ALL);

        assertThat(draft.plan().before())
                .extracting(plan -> plan.extensionId() + " " + plan.version())
                .containsExactly(BASE + " 1.1.0", "com.acme.left 1.0.0", "com.acme.right 1.0.0");
        assertThat(platform.carryOut(ACME, draft).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(installed()).containsExactlyInAnyOrder(BASE, "com.acme.left", "com.acme.right", "com.acme.both");
    }

    @Test
    void twoWhoNeedOppositeVersionsAreNotInstalledTogether() {
        platform.publish(TestExtension.of(BASE, "2.0.0"));
        platform.publish(TestExtension.of("com.acme.old", "1.0.0").needs(BASE, "[1.0,2)"));
        platform.publish(TestExtension.of("com.acme.new", "1.0.0").needs(BASE, "[2.0,3)"));
        platform.publish(TestExtension.of("com.acme.both", "1.0.0")
                .needs("com.acme.old", "1.0")
                .needs("com.acme.new", "1.0"));

        var draft = platform.drafts.install(ACME, "com.acme.both", WITH_ALL);

        assertThat(draft.plan().executable()).isFalse();
        assertThat(draft.plan().problems()).singleElement().asString().contains(BASE, "[1.0,2)", "[2.0,3)");
        assertThatThrownBy(() -> platform.orders.place(ACME, draft)).hasMessageContaining("fits all who need it");
        assertThat(installed()).isEmpty();
    }

    @Test
    void uninstallIsRefusedWhileOthersNeedIt() {
        platform.carryOut(ACME, platform.drafts.install(ACME, TOP, WITH_ALL));

        assertThatThrownBy(() -> platform.orders.place(ACME, platform.drafts.uninstall(ACME, BASE, false)))
                .hasMessageContaining(MIDDLE + " 1.0.0 needs it");
        assertThatThrownBy(() -> platform.orders.place(ACME, platform.drafts.disable(ACME, BASE)))
                .hasMessageContaining(MIDDLE + " 1.0.0 needs it");
        assertThat(installed()).hasSize(3);
    }

    @Test
    void uninstallTakesWhatNeedsItWithItWhenAsked() {
        platform.carryOut(ACME, platform.drafts.install(ACME, TOP, WITH_ALL));

        var job = platform.carryOut(ACME, platform.drafts.uninstall(ACME, BASE, true));

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(installed()).isEmpty();
            assertThat(platform.bundles()).isEmpty();
        });
    }

    @Test
    void updateOutOfTheRangeOfADependentIsRefused() {
        platform.carryOut(ACME, platform.drafts.install(ACME, MIDDLE, WITH_ALL));
        platform.publish(TestExtension.of(BASE, "2.0.0"));

        var draft = platform.drafts.update(ACME, BASE, InstallOrder.NEWEST);

        assertThat(draft.plan().executable()).isFalse();
        assertThat(draft.plan().problems()).singleElement().asString().contains(MIDDLE, "[1.0,2)");
    }

    @Test
    void whatIsNotPublishedOrGoesInACircleIsNotAccepted() {
        var missing =
                platform.submit(ACME, TestExtension.of("com.acme.lost", "1.0.0").needs("com.acme.none", "1.0"));
        var circle = platform.submit(ACME, TestExtension.of(BASE, "1.1.0").needs(TOP, "[1.0,2)"));

        assertThat(missing.status()).isEqualTo(ReviewStatus.REJECTED);
        assertThat(blocking(missing.checks())).contains("com.acme.none", "not published");
        assertThat(circle.status()).isEqualTo(ReviewStatus.REJECTED);
        assertThat(blocking(circle.checks())).contains("needs itself");
    }

    private static String blocking(List<Check> checks) {
        return checks.stream()
                .filter(Check::blocks)
                .map(check -> check.name() + ": " + check.detail())
                .findFirst()
                .orElse("");
    }

    private List<String> installed() {
        return platform.installations.list(ACME, "", 10).stream()
                .filter(row -> row.active())
                .map(row -> row.extensionId())
                .toList();
    }
}
