package org.archipel.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.permission.Permission;

/**
 * One bundle of one installation: an extension version that works for one organization. Every installation has its own bundle, so
 * two organizations share no class, no static field and no grant.
 *
 * @param location the bundle's location, made by {@link #location}
 * @param grants what the organization granted
 * @param config the configuration that the extension sees
 */
public record Island(String location, InstallationInfo installation, List<Permission> grants, ObjectNode config) {
    /** Every extension bundle's location starts with this, and no other bundle's does. */
    public static final String LOCATION_PREFIX = "extension:";

    /**
     * Installations whose id starts with this are of an extension that is being written: a development host keeps them, not the
     * marketplace. No other installation has such an id.
     */
    public static final String DEVELOPMENT_PREFIX = "development-";

    /** Property of a guarded service: the organization that it is for. */
    public static final String ORGANIZATION = "archipel.organization";

    /** Property of a guarded service: the installation that it comes from. */
    public static final String INSTALLATION = "archipel.installation";

    /** Property of what an extension offers: the extension's id and version, with a space between. */
    public static final String EXTENSION = "archipel.extension";

    /** Property of a guarded {@link org.archipel.api.connector.Connector}: the connector's id. */
    public static final String CONNECTOR_ID = "connector.id";

    /** Property of a guarded {@link org.archipel.api.connector.Connector}: a {@code Supplier} of the present grants. */
    public static final String GRANTS = "archipel.grants";

    public Island {
        grants = List.copyOf(grants);
    }

    /** The bundle location of a version within an installation. */
    public static String location(String installationId, String version) {
        return LOCATION_PREFIX + installationId + "/" + version;
    }
}
