package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.Health;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.persistence.Sql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row that nobody can read is set aside and told of; the other installations work on. */
class UnreadableRowTest extends MarketplaceTest {
    private static final String BAD = "com.acme.bad";
    private static final String GOOD = "com.acme.good";

    @BeforeEach
    void installTwo() {
        for (var extension : new String[] {BAD, GOOD}) {
            platform.publish(TestExtension.of(extension, "1.0.0"));
            platform.carryOut(ACME, platform.drafts.install(ACME, extension, InstallOrder.NEWEST));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "desired_state, FROZEN",
        "actual_state, FROZEN",
        "desired_setup, {\"version\"",
        "actual_setup, {}",
        "kept_setups, {\"a\":1}"
    })
    void othersWorkAndTheRowIsShown(String column, String damage) {
        var before = column(column);
        write(column, damage);
        restart();

        awaitServing(1);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(platform.health().status()).isEqualTo(Health.Status.WARNING);
            assertThat(platform.health().detail()).contains("What is stored of 1 installed extensions cannot be read");
        });
        assertThat(platform.installations.list(ACME, "", 10))
                .extracting(Installation::extensionId, Installation::actualState)
                .containsExactly(tuple(BAD, ActualState.FAILED), tuple(GOOD, ActualState.ACTIVE));
        assertThatThrownBy(() -> platform.installations.get(ACME, BAD))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.EXTENSION_LOAD_FAILED))
                .hasMessageContaining(BAD)
                .hasMessageContaining(column);

        write(column, before);
        platform.look();
        awaitServing(2);
        assertThat(platform.health().status()).isEqualTo(Health.Status.HEALTHY);
    }

    private void awaitServing(int extensions) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(platform.bundles()).hasSize(extensions).containsOnly("1.0.0 ACTIVE"));
    }

    private String column(String name) {
        return platform.work.call(transaction -> Sql.on(transaction)
                .first("SELECT " + name + " FROM installations WHERE extension_id = ?", row -> row.getString(1), BAD)
                .orElseThrow());
    }

    private void write(String name, String value) {
        platform.work.run(transaction -> Sql.on(transaction)
                .update("UPDATE installations SET " + name + " = ? WHERE extension_id = ?", value, BAD));
    }
}
