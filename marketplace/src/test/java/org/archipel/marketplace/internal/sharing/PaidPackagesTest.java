package org.archipel.marketplace.internal.sharing;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.security.Caller;
import org.junit.jupiter.api.Test;

/** Who may take the package of an extension away that costs something. */
class PaidPackagesTest extends TwoMarketplaces {
    @Test
    void packageThatCostsSomethingIsGivenToItsPublisherAndToThoseWhoPaid() {
        var paid = List.of(
                publish("1.0.0", "{'model':'ONE_TIME','price':'9.90','currency':'EUR'}"),
                publish("1.1.0", "{'model':'SUBSCRIPTION','price':'9.90','currency':'EUR','trialPeriodDays':14}"),
                publish("1.2.0", "{'model':'USAGE','price':'0.01','currency':'EUR','freeTier':{'callsPerDay':100}}"));

        paid.forEach(version -> assertRefused(GLOBEX, version));
        paid.forEach(version -> assertGiven(ACME, version));
        assertGiven(GLOBEX, publish("1.3.0", "{'model':'FREE'}"));

        here.platform.entitlements.grant(ACME, "globex", TestExtension.ID, Optional.empty(), "invoice 7");
        paid.forEach(version -> assertGiven(GLOBEX, version));
    }

    private ExtensionVersion publish(String version, String pricing) {
        return here.platform.publish(TestExtension.version(version).member("pricing", pricing));
    }

    private void assertRefused(Caller caller, ExtensionVersion version) {
        assertThatThrownBy(() -> here.handover().take(caller, version))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED))
                .hasMessageContaining("/api/marketplace/purchases");
        assertThatThrownBy(() -> here.handover().export(caller, version)).isInstanceOf(PlatformException.class);
    }

    private void assertGiven(Caller caller, ExtensionVersion version) {
        assertThat(here.handover().take(caller, version)).isRegularFile();
        assertThat(here.handover().export(caller, version)).isNotNull();
    }
}
