package org.archipel.marketplace.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.archipel.marketplace.internal.catalogue.PackageImages;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.marketplace.internal.test.TestJobs;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.sandbox.internal.permission.Vocabulary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all organizations see of what is published. */
class CatalogueResourceTest {
    @TempDir
    private Path data;

    private final TestDatabase database = TestDatabase.open(Dialect.DERBY);
    private TestPlatform platform;
    private CatalogueResource resource;

    @BeforeEach
    void open() {
        platform = new TestPlatform(database, data, new TestJobs());
        resource = new CatalogueResource(platform.catalogue, new PackageImages(platform.packages), new Vocabulary());
    }

    @AfterEach
    void close() {
        platform.close();
        database.close();
    }

    @Test
    void versionsComeInPagesTheNewestFirst() {
        platform.publish(TestExtension.version("1.2.0"));
        platform.publish(TestExtension.version("1.10.0"));
        platform.publish(TestExtension.version("1.10.1"));
        PageRequest request = new PageRequest();
        request.setLimit("2");

        Page<VersionView> first = resource.versions(TestExtension.ID, request);
        request.setCursor(first.nextCursor());
        Page<VersionView> second = resource.versions(TestExtension.ID, request);

        assertThat(first.items()).extracting(VersionView::version).containsExactly("1.10.1", "1.10.0");
        assertThat(second.items()).extracting(VersionView::version).containsExactly("1.2.0");
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void textsAreThoseOfTheNewestVersionThatWasNotTakenBack() {
        platform.publish(TestExtension.version("1.0.0").field("documentation", "Good."));
        platform.publish(TestExtension.version("1.1.0").field("documentation", "Bad."));
        platform.revocations.revoke(
                TestPlatform.REVIEWER,
                TestExtension.ID,
                "1.1.0",
                Revocation.Policy.WARN,
                Optional.empty(),
                "it leaks data");

        var details = resource.get(TestExtension.ID);

        assertThat(details.extension().latestVersion()).isEqualTo("1.0.0");
        assertThat(details.texts().version()).isEqualTo("1.0.0");
        assertThat(details.texts().documentation()).isEqualTo("Good.");
        assertThat(details.versions()).extracting(VersionView::version).containsExactly("1.1.0", "1.0.0");
        assertThat(details.versions()).extracting(VersionView::revoked).containsExactly(true, null);
    }

    @Test
    void whoSubmittedAndReviewedAVersionIsNotShownToAll() {
        platform.publish(TestExtension.version("1.0.0"));

        var version = resource.version(TestExtension.ID, "1.0.0");

        assertThat(version.submittedBy()).isNull();
        assertThat(version.reviewedBy()).isNull();
        assertThat(version.reviewReason()).isNull();
        assertThat(resource.get(TestExtension.ID).versions().get(0)).isEqualTo(version);
    }
}
