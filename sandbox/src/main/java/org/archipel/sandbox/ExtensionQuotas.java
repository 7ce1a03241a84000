package org.archipel.sandbox;

import java.util.OptionalLong;
import org.archipel.api.extension.InstallationInfo;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How often installations may be called, for example under a free tier. Calls beyond it are refused before they begin. Nodes tell each
 * other every few seconds what they counted, so that all of them together may let in a few more. Thread-safe.
 */
@ProviderType
public interface ExtensionQuotas {
    /**
     * Bounds the calls of an installation on this node and all others.
     *
     * @param callsPerDay in a day (UTC); empty for any number
     */
    void limit(InstallationInfo installation, OptionalLong callsPerDay);
}
