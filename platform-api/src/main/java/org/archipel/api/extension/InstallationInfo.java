package org.archipel.api.extension;

/**
 * One extension version working for one organization.
 *
 * @param installationId id of the installation (UUIDv7), stable over upgrades
 * @param organizationId the organization that it works for
 * @param extensionId the extension's reverse-DNS id
 * @param version the version of the code that runs, OSGi syntax
 */
public record InstallationInfo(String installationId, String organizationId, String extensionId, String version) {}
