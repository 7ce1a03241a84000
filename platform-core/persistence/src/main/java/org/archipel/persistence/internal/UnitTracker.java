package org.archipel.persistence.internal;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTrackerCustomizer;

/** Follows the platform's bundles that declare persistence units; whatever an extension declares, none is its own. */
final class UnitTracker implements BundleTrackerCustomizer<UnitRegistrations> {
    /** After the rush of the platform's start, and before most first requests. */
    private static final long WARM_UP_S = 5;

    private static final String EXTENSION_LOCATION = "extension:";

    private final Database database;
    private final ScheduledExecutorService executor;

    /** @param executor reads and migrates the units, one after the other */
    UnitTracker(Database database, ScheduledExecutorService executor) {
        this.database = database;
        this.executor = executor;
    }

    @Override
    public UnitRegistrations addingBundle(Bundle bundle, BundleEvent event) {
        if (bundle.getLocation().startsWith(EXTENSION_LOCATION) || !BundleUnits.areDeclaredBy(bundle)) {
            return null;
        }
        var registrations = new UnitRegistrations(bundle, database);
        executor.execute(registrations::open);
        executor.schedule(registrations::warmUp, WARM_UP_S, TimeUnit.SECONDS);
        return registrations;
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, UnitRegistrations registrations) {
        // From starting to active: the units are the same.
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, UnitRegistrations registrations) {
        registrations.close();
    }
}
