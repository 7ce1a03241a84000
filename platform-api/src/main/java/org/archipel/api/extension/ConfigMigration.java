package org.archipel.api.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.osgi.annotation.versioning.ConsumerType;

/** Brings the configuration of an older version to this one. Asked once per upgrade, before the new version takes over. */
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
