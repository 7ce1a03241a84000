package org.archipel.sandbox.internal.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What below org.archipel is the platform's, and what is its samples'. */
class PackageNamesTest {
    @ParameterizedTest
    @CsvSource({
        "org.archipel, true",
        "org.archipel.development, true",
        "org.archipel.anything.below, true",
        "org.archipel.samples, true",
        "org.archipel.samplesandmore, true",
        "org.archipel.samples.placeinsights, false",
        "org.archipelago, false",
        "com.acme.tiny, false"
    })
    void theIdIsThePlatforms(String id, boolean platforms) {
        assertThat(PackageNames.platform(id)).isEqualTo(platforms);
    }

    @ParameterizedTest
    @CsvSource({
        "org.archipel.samples.placeinsights.internal, org.archipel.samples.placeinsights, false",
        "org.archipel.samples.other, org.archipel.samples.placeinsights, true",
        "org.archipel.samples.other, org.archipel.samples, true",
        "org.archipel.logging, org.archipel.logging, true",
        "org.archipel.logging, com.acme.tiny, true",
        "com.acme.tiny, com.acme.tiny, false"
    })
    void thePackageIsReserved(String name, String extensionId, boolean reserved) {
        assertThat(PackageNames.reserved(name, extensionId)).isEqualTo(reserved);
    }
}
