package org.archipel.api.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings the configuration of an older version to this one. Asked once per upgrade, before the new version takes over; asked again if
 * the platform died meanwhile. If it throws, or the upgrade fails later, the old version goes on with the old configuration; what the
 * migration wrote to storage stays, so it writes nothing there that the old version cannot read.
 */
@ConsumerType
@FunctionalInterface
public interface ConfigMigration {
    /**
     * @param fromVersion the version that the configuration was made for
     * @param config the old configuration, a copy
     * @return the new configuration, valid against this version's config schema
     */
    ObjectNode migrate(String fromVersion, ObjectNode config);
}
