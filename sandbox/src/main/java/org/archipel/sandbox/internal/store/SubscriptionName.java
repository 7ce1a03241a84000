package org.archipel.sandbox.internal.store;

import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.internal.gate.Sha256;

/** The names of the durable subscriptions of listeners: that of the installation, and that of the component. */
public final class SubscriptionName {
    // A subscription's name is kept in 200 characters.
    private static final int LONGEST_COMPONENT = 150;
    private static final int BEGINNING = 85;

    private SubscriptionName() {}

    /** What the names of all subscriptions of an installation begin with. */
    public static String prefix(String installationId) {
        return "extension:" + installationId + ":";
    }

    /** The same for each version that has the component; of a long name only the beginning is legible. */
    public static String of(InstallationInfo installation, String component) {
        String kept = component.length() <= LONGEST_COMPONENT
                ? component
                : component.substring(0, BEGINNING) + "~" + Sha256.of(component);
        return prefix(installation.installationId()) + kept;
    }
}
