package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;

import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.archipel.sandbox.Island;

/** The test extension, installed and upgraded by one organization. */
abstract class OneExtension extends MarketplaceTest {
    Job install() {
        return platform.carryOut(ACME, platform.drafts.install(ACME, TestExtension.ID, InstallOrder.NEWEST));
    }

    Job upgrade() {
        return platform.carryOut(ACME, platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST));
    }

    String location() {
        Installation installation = platform.installed(ACME);
        return Island.location(
                installation.id(), installation.actual().orElseThrow().version());
    }

    static InstallOrder acceptRequired() {
        return new InstallOrder(Optional.empty(), Optional.empty(), true, List.of(), Optional.empty(), false);
    }
}
