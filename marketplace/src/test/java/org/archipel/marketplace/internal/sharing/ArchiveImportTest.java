package org.archipel.marketplace.internal.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.junit.jupiter.api.Test;

/** Packages that come from another marketplace in a file. */
class ArchiveImportTest extends TwoMarketplaces {
    @Test
    void archiveOfATrustedMarketplaceBecomesASubmission() {
        var version = here.platform.publish(TestExtension.version("1.0.0"));
        var archive = here.export(version);
        there.trust(here);

        var outcomes = there.imports().take(TestPlatform.ACME, new ByteArrayInputStream(archive));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.reason()).isNull();
            assertThat(outcome.submissionId()).isNotNull();
        });
        assertThat(there.submission(outcomes.get(0)).packageHash()).isEqualTo(version.packageHash());
    }

    @Test
    void archiveOfAStrangerIsRefusedWithItsKey() {
        var archive = here.export(here.platform.publish(TestExtension.version("1.0.0")));

        assertThatThrownBy(() -> there.imports().take(TestPlatform.ACME, new ByteArrayInputStream(archive)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("stranger")
                .hasMessageContaining(here.key().keyId());
    }

    @Test
    void archiveWithAnotherPackageOrListIsRefused() throws IOException {
        var version = here.platform.publish(TestExtension.version("1.0.0"));
        there.trust(here);
        var other = TestExtension.version("1.0.0").field("name", "Another").bytes();
        var envelope = here.list();

        var outcomes = there.imports()
                .take(TestPlatform.ACME, archive(Json.write(envelope), Map.of(version.packageHash(), other)));
        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.reason()).contains("digest"));

        var forged = Json.write(envelope).replace("\"payload\":\"", "\"payload\":\"AAAA");
        assertThatThrownBy(() -> there.imports().take(TestPlatform.ACME, archive(forged, Map.of())))
                .hasMessageContaining("signature does not hold");
    }

    @Test
    void whatIsNoArchiveOrCutOffIsRefused() {
        there.trust(here);
        var whole = here.export(here.platform.publish(TestExtension.version("1.0.0")));
        for (var bytes : List.of(
                new byte[0], "no zip".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(whole, whole.length / 2))) {
            assertThatThrownBy(() -> there.imports().take(TestPlatform.ACME, new ByteArrayInputStream(bytes)))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("archive");
        }
    }

    private static ByteArrayInputStream archive(String list, Map<String, byte[]> packages) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(PackageArchive.LIST));
            zip.write(list.getBytes(StandardCharsets.UTF_8));
            for (var entry : packages.entrySet()) {
                zip.putNextEntry(new ZipEntry(PackageArchive.nameOf(entry.getKey())));
                zip.write(entry.getValue());
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
