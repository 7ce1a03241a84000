package org.archipel.marketplace.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.archipel.api.error.ConflictException;
import org.archipel.api.extension.Health;
import org.archipel.api.payment.Checkout;
import org.archipel.api.payment.PaymentProvider;
import org.archipel.api.payment.PaymentState;
import org.archipel.api.payment.PaymentState.Status;
import org.archipel.api.payment.Purchase;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Entitlement;
import org.archipel.marketplace.internal.model.PurchaseOrder;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.store.EntitlementStore;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.messaging.Job;
import org.archipel.persistence.Sql;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PricingTest extends MarketplaceTest {
    private static final String PAID = "{'model':'SUBSCRIPTION','price':'9.90','currency':'EUR'}";
    private static final String TRIAL = "{'model':'SUBSCRIPTION','price':'9.90','currency':'EUR','trialPeriodDays':14}";
    private static final String TIER =
            "{'model':'USAGE','price':'0.01','currency':'EUR','freeTier':{'callsPerDay':100}}";

    @Test
    void whatIsNotPaidForIsNotInstalled() {
        publish(PAID);

        assertThatThrownBy(this::install).hasMessageContaining("has to be paid for");
    }

    @Test
    void grantOfAnAdministratorLetsItIn() {
        publish(PAID);
        platform.entitlements.grant(TestPlatform.ACME, "globex", TestExtension.ID, Optional.empty(), "invoice 7");

        assertThat(install().state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.installed(TestPlatform.GLOBEX).actualState()).isEqualTo(ActualState.ACTIVE);
    }

    @Test
    void trialBeginsWithTheInstallIsHadOnceAndEndsTheUse() {
        publish(TRIAL);
        assertThat(install().state()).isEqualTo(Job.State.SUCCEEDED);
        var trial = platform.entitlements
                .list(TestPlatform.GLOBEX, Optional.empty(), 10)
                .get(0);
        assertThat(trial.kind()).isEqualTo(Entitlement.Kind.TRIAL);
        assertThat(trial.endsAt().orElseThrow()).isBetween(in(Duration.ofDays(13)), in(Duration.ofDays(15)));

        platform.holdToTerms();
        assertThat(platform.installed(TestPlatform.GLOBEX).actualState()).isEqualTo(ActualState.ACTIVE);
        endTrial(trial);
        platform.holdToTerms();

        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            var installed = platform.installed(TestPlatform.GLOBEX);
            assertThat(installed.actualState()).isEqualTo(ActualState.SUSPENDED);
            assertThat(installed.lastError().orElse("")).contains("trial ended");
        });
        assertThatThrownBy(() -> platform.orders.place(
                        TestPlatform.GLOBEX, platform.drafts.enable(TestPlatform.GLOBEX, TestExtension.ID)))
                .hasMessageContaining("trial ended");
    }

    @Test
    void anInstallThatFailsUsesNoTrialUp() {
        publish(TRIAL);
        platform.runtime.health("1.0.0", Health.error("not well"));

        assertThat(install().state()).isEqualTo(Job.State.FAILED);

        assertThat(platform.entitlements.list(TestPlatform.GLOBEX, Optional.empty(), 10))
                .isEmpty();
        assertThat(platform.events).doesNotContain("extension.entitlement.trial.started");
        platform.runtime.health("1.0.0", Health.healthy());
        assertThat(install().state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.entitlements.list(TestPlatform.GLOBEX, Optional.empty(), 10))
                .hasSize(1);
    }

    @Test
    void limitsOfAVersionThatDidNotComeToWorkAreLiftedAgain() {
        platform.publish(TestExtension.version("1.0.0"));
        install();
        var id = platform.installed(TestPlatform.GLOBEX).id();
        platform.publish(TestExtension.version("1.1.0").member("pricing", TIER));
        platform.runtime.health("1.1.0", Health.error("not well"));

        assertThat(update("1.1.0").state()).isEqualTo(Job.State.FAILED);
        assertThat(platform.limits).containsEntry(id, OptionalLong.empty());

        platform.runtime.health("1.1.0", Health.healthy());
        assertThat(update("1.1.0").state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.limits).containsEntry(id, OptionalLong.of(100));
        platform.publish(TestExtension.version("1.2.0"));
        assertThat(update("1.2.0").state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.limits).as("it became free").containsEntry(id, OptionalLong.empty());
    }

    @Test
    void ofTwoWhoBuyTheSameAtOnceOnePays() {
        publish(PAID);
        var provider = provide();

        var orders = Stream.of(1, 2, 3, 4)
                .map(buyer -> CompletableFuture.supplyAsync(() -> platform.purchases
                        .buy(TestPlatform.GLOBEX, TestExtension.ID, Optional.empty())
                        .id()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .distinct();

        assertThat(orders).hasSize(1);
        provider.state = new PaymentState(Status.PAID, Optional.of(in(Duration.ofDays(30))), "");
        platform.purchases.get(
                TestPlatform.GLOBEX,
                platform.purchases
                        .list(TestPlatform.GLOBEX, SubmissionQuery.FIRST_PAGE, 10)
                        .get(0)
                        .id());
        assertThatThrownBy(() -> platform.purchases.buy(TestPlatform.GLOBEX, TestExtension.ID, Optional.empty()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("paid for already");
    }

    @Test
    void anOlderPurchaseThatEndsLeavesANewerOneInForce() {
        publish(PAID);
        var provider = provide();
        var older = platform.purchases.buy(TestPlatform.GLOBEX, TestExtension.ID, Optional.empty());
        pay(provider, older, in(Duration.ofMillis(1)));
        Awaitility.await().until(() -> Instant.now().isAfter(paidUntil()));
        provider.state = new PaymentState(Status.PENDING, Optional.empty(), "");
        var newer = platform.purchases.buy(TestPlatform.GLOBEX, TestExtension.ID, Optional.empty());
        var until = in(Duration.ofDays(30));
        pay(provider, newer, until);

        provider.state = new PaymentState(Status.ENDED, Optional.empty(), "cancelled");
        platform.work.run(transaction -> Sql.on(transaction)
                .update(
                        "UPDATE purchases SET updated_at = ? WHERE id = ?",
                        Instant.now().minus(Duration.ofDays(1)),
                        older.id()));
        platform.purchases.settleAll();

        assertThat(paidUntil()).isCloseTo(until, within(1, ChronoUnit.SECONDS));
        assertThat(install().state()).isEqualTo(Job.State.SUCCEEDED);
    }

    @Test
    void whatHasNoPriceIsNotSoldHere() {
        publish("{'model':'SUBSCRIPTION'}");
        provide();

        assertThatThrownBy(() -> platform.purchases.buy(TestPlatform.GLOBEX, TestExtension.ID, Optional.empty()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("agreed upon with its publisher");
    }

    private void pay(FakeProvider provider, PurchaseOrder order, Instant until) {
        provider.state = new PaymentState(Status.PAID, Optional.of(until), "");
        assertThat(platform.purchases.get(TestPlatform.GLOBEX, order.id()).status())
                .isEqualTo(PurchaseOrder.Status.PAID);
    }

    private Instant paidUntil() {
        return platform.entitlements
                .list(TestPlatform.GLOBEX, Optional.empty(), 10)
                .get(0)
                .endsAt()
                .orElseThrow();
    }

    private Job update(String version) {
        var draft = platform.drafts.update(TestPlatform.GLOBEX, TestExtension.ID, InstallOrder.of(version));
        return platform.carryOut(TestPlatform.GLOBEX, draft);
    }

    @Test
    void freeTierIsToldToTheGovernorAndLiftedByAPayment() {
        publish(TIER);
        install();
        var id = platform.installed(TestPlatform.GLOBEX).id();
        assertThat(platform.limits).containsEntry(id, OptionalLong.of(100));

        var provider = provide();
        var order = platform.purchases.buy(TestPlatform.GLOBEX, TestExtension.ID, Optional.empty());
        assertThat(order.status()).isEqualTo(PurchaseOrder.Status.PENDING);
        assertThat(order.address()).contains("https://pay.example/1");
        provider.state = new PaymentState(Status.PAID, Optional.of(in(Duration.ofDays(30))), "");
        assertThat(platform.purchases.get(TestPlatform.GLOBEX, order.id()).status())
                .isEqualTo(PurchaseOrder.Status.PAID);
        platform.holdToTerms();

        assertThat(platform.limits).containsEntry(id, OptionalLong.empty());
        assertThat(provider.begun).isEqualTo(1);
    }

    @Test
    void aProviderThatFailsIsAskedAgainAndADeclinedPaymentGivesNothing() {
        publish(PAID);
        var provider = provide();
        provider.broken = true;
        var order = platform.purchases.buy(TestPlatform.GLOBEX, TestExtension.ID, Optional.empty());
        assertThat(order.status()).isEqualTo(PurchaseOrder.Status.OPENING);

        provider.broken = false;
        provider.state = new PaymentState(Status.DECLINED, Optional.empty(), "the card expired");
        assertThat(platform.purchases.get(TestPlatform.GLOBEX, order.id()).detail())
                .contains("the card expired");
        assertThatThrownBy(this::install).hasMessageContaining("has to be paid for");
    }

    @Test
    void withoutAProviderNothingIsBought() {
        publish(PAID);

        assertThatThrownBy(() -> platform.purchases.buy(TestPlatform.GLOBEX, TestExtension.ID, Optional.empty()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("nobody takes payments");
    }

    private void publish(String pricing) {
        platform.publish(TestExtension.version("1.0.0").member("pricing", pricing));
    }

    private Job install() {
        var draft = platform.drafts.install(TestPlatform.GLOBEX, TestExtension.ID, InstallOrder.NEWEST);
        return platform.carryOut(TestPlatform.GLOBEX, draft);
    }

    private void endTrial(Entitlement trial) {
        platform.work.run(transaction -> EntitlementStore.put(
                transaction,
                new Entitlement(
                        trial.organizationId(),
                        trial.extensionId(),
                        trial.kind(),
                        trial.startsAt(),
                        Optional.of(Instant.now().minusSeconds(1)),
                        trial.grantedBy(),
                        Optional.empty())));
    }

    private FakeProvider provide() {
        var provider = new FakeProvider();
        platform.payments.add(provider, Map.of(PaymentProvider.NAME, "fake"));
        return provider;
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time);
    }

    private static final class FakeProvider implements PaymentProvider {
        private PaymentState state = new PaymentState(Status.PENDING, Optional.empty(), "");
        private boolean broken;
        private int begun;

        @Override
        public Checkout begin(Purchase purchase) {
            if (broken) {
                throw new IllegalStateException("down");
            }
            begun++;
            return new Checkout("r-" + purchase.id(), Optional.of(URI.create("https://pay.example/1")));
        }

        @Override
        public PaymentState state(String reference) {
            return state;
        }
    }
}
