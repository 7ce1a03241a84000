package org.archipel.marketplace.internal.checks;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;

/** An extension that is submitted, and what the checks say of it. */
abstract class CheckedSubmission extends MarketplaceTest {
    ExtensionVersion submit(TestExtension extension) {
        return platform.submit(ACME, extension);
    }

    void assertRejected(TestExtension extension, String check, String reason) {
        var version = submit(extension);
        assertThat(version.status()).isEqualTo(ReviewStatus.REJECTED);
        assertThat(outcome(version, check).detail()).contains(reason);
        assertThat(version.checks())
                .filteredOn(Check::blocks)
                .extracting(Check::name)
                .containsExactly(check);
    }

    static Check outcome(ExtensionVersion version, String name) {
        return version.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
