package org.archipel.marketplace.internal.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.model.Reach;
import org.archipel.marketplace.internal.test.Published;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.ExtensionUsage;
import org.archipel.sandbox.ResourceUsage;
import org.archipel.security.Organizations;
import org.junit.jupiter.api.BeforeEach;

/** Whom a version reached, with the names of organizations, which are looked up in the database too. */
class ReachTest {
    private final String extension = "com.acme.e" + UUID.randomUUID().toString().substring(0, 8);
    private UnitOfWork work;
    private Analytics analytics;

    @BeforeEach
    void open(TestDatabase database) {
        work = database.unit("marketplace", "org.archipel.marketplace.internal.store");
        analytics = new Analytics(work, new Unused(), new Directory(work));
    }

    @DatabaseTest
    void organizationsAreNamedPageByPage() {
        var one = organization();
        var other = organization();
        Published.of(extension, "1.0.0").insert(work, one);
        Published.install(work, one, extension, "1.0.0");
        Published.install(work, other, extension, "1.0.0");

        var first = analytics.reach(extension, "1.0.0", "", 1);
        var rest = analytics.reach(extension, "1.0.0", first.get(0).organizationId(), 10);

        assertThat(first).extracting(Reach::name).containsExactly("Organization");
        assertThat(first).hasSize(1).allMatch(Reach::running);
        assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(first);
        assertThatThrownBy(() -> analytics.reach(extension, "2.0.0", "", 10)).isInstanceOf(NotFoundException.class);
    }

    private static String organization() {
        return UUID.randomUUID().toString();
    }

    /** As that of the platform, in a transaction of its own. */
    private record Directory(UnitOfWork work) implements Organizations {
        @Override
        public Optional<Organization> find(String idOrSlug) {
            return work.call(transaction -> Sql.on(transaction)
                    .first(
                            "SELECT organization_id FROM installations WHERE organization_id = ?",
                            row -> new Organization(row.getString(1), row.getString(1), "Organization"),
                            idOrSlug));
        }

        @Override
        public Organization standard() {
            return new Organization("home", "home", "Home");
        }
    }

    /** Nothing was called. */
    private record Unused() implements ExtensionUsage {
        @Override
        public UsageReport of(String organizationId, String installationId) {
            throw new UnsupportedOperationException("not asked for");
        }

        @Override
        public Map<String, Map<LocalDate, ResourceUsage>> ofVersionsOnPlatform(String extensionId, LocalDate from) {
            return Map.of();
        }

        @Override
        public Map<String, ResourceUsage> ofOrganization(String organizationId) {
            return Map.of();
        }
    }
}
