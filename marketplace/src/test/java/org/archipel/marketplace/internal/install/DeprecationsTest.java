package org.archipel.marketplace.internal.install;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.archipel.marketplace.internal.test.TestPlatform.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.model.Deprecation;
import org.archipel.marketplace.internal.model.ExtensionStatus;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.marketplace.internal.test.TestJobs;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.messaging.Job;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of extensions that are not kept up, or not published any more. */
class DeprecationsTest {
    private static final String ID = TestExtension.ID;

    @TempDir
    private Path data;

    private final TestDatabase database = TestDatabase.open(Dialect.DERBY);
    private TestPlatform platform;

    @BeforeEach
    void open() {
        platform = new TestPlatform(database, data, new TestJobs());
        platform.publish(TestExtension.version("1.0.0"));
    }

    @AfterEach
    void close() {
        platform.close();
        database.close();
    }

    @Test
    void whoHasADeprecatedExtensionIsToldAndWhoLooksForItSeesIt() {
        platform.publish(TestExtension.of("com.acme.better", "1.0.0").field("name", "Better"));
        var install = platform.drafts.install(GLOBEX, ID, InstallOrder.NEWEST);
        assertThat(platform.carryOut(GLOBEX, install).state()).isEqualTo(Job.State.SUCCEEDED);

        platform.deprecations.put(ACME, ID, "nobody has time", Optional.of("com.acme.better"));

        var found = platform.catalogue
                .search(CatalogueQuery.text("tiny", 10))
                .get(0)
                .listing();
        assertThat(found.status()).isEqualTo(ExtensionStatus.DEPRECATED);
        assertThat(found.deprecation().flatMap(Deprecation::replacement)).contains("com.acme.better");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.installed(GLOBEX).notice())
                        .hasValueSatisfying(
                                notice -> assertThat(notice).contains("nobody has time", "com.acme.better")));
        platform.publish(TestExtension.version("1.0.1"));
        assertThat(platform.catalogue.extension(ID).status())
                .as("a fix is no change of mind")
                .isEqualTo(ExtensionStatus.DEPRECATED);

        platform.deprecations.remove(ACME, ID);

        assertThat(platform.catalogue.extension(ID).status()).isEqualTo(ExtensionStatus.PUBLISHED);
        assertThat(platform.catalogue.extension(ID).deprecation()).isEmpty();
    }

    @Test
    void onlyItsPublisherAdvisesAgainstAnExtension() {
        var stranger = new Caller("user:s", "globex", "s", Set.of(ApiPermission.SUBMISSIONS_WRITE), "", "");

        assertThatThrownBy(() -> platform.deprecations.put(stranger, ID, "buy ours", Optional.empty()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> platform.deprecations.put(ACME, ID, "gone", Optional.of("com.acme.none")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> platform.deprecations.put(ACME, ID, "gone", Optional.of(ID)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> platform.deprecations.remove(ACME, ID)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void anExtensionWhoseVersionsWereAllTakenBackIsRemovedUntilThereIsAGoodOne() {
        platform.revocations.revoke(REVIEWER, ID, "1.0.0", Revocation.Policy.WARN, Optional.empty(), "it leaks");

        assertThat(status()).isEqualTo(ExtensionStatus.REMOVED);
        platform.publish(TestExtension.version("1.0.1"));
        assertThat(status()).isEqualTo(ExtensionStatus.PUBLISHED);
    }

    private ExtensionStatus status() {
        return platform.work.call(transaction ->
                new CatalogueStore().extension(transaction, ID).orElseThrow().status());
    }
}
