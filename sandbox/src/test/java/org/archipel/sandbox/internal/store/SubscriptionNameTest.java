package org.archipel.sandbox.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.archipel.api.extension.InstallationInfo;
import org.archipel.persistence.Ids;
import org.junit.jupiter.api.Test;

class SubscriptionNameTest {
    private final InstallationInfo installation =
            new InstallationInfo(Ids.next(), Ids.next(), "com.acme.test", "1.0.0");

    @Test
    void namesOfComponentsAreKeptAsTheyAre() {
        String component = "c".repeat(150);

        assertThat(SubscriptionName.of(installation, component))
                .isEqualTo("extension:" + installation.installationId() + ":" + component)
                .startsWith(SubscriptionName.prefix(installation.installationId()))
                .hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void longNamesStayApartAndTheSame() {
        String component = "c".repeat(400);
        String name = SubscriptionName.of(installation, component);

        assertThat(name)
                .hasSizeLessThanOrEqualTo(200)
                .startsWith(SubscriptionName.prefix(installation.installationId()) + "ccc")
                .isEqualTo(SubscriptionName.of(installation, "c".repeat(400)))
                .isNotEqualTo(SubscriptionName.of(installation, component + "d"));
    }
}
