package org.archipel.sandbox;

import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.record.HubRecords;
import org.osgi.annotation.versioning.ProviderType;

/** Gives an installation its organization's hub records, before any grant is checked; the sandbox adds the checks. */
@ProviderType
@FunctionalInterface
public interface RecordAccess {
    HubRecords recordsOf(InstallationInfo installation);
}
