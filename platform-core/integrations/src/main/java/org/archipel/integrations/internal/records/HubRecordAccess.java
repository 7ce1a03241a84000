package org.archipel.integrations.internal.records;

import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.record.HubRecords;
import org.archipel.integrations.HubAccess;
import org.archipel.sandbox.RecordAccess;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives installed extensions and other parts of the platform the records of an organization. */
@Component
public class HubRecordAccess implements RecordAccess, HubAccess {
    private final RecordService records;

    @Activate
    public HubRecordAccess(@Reference RecordService records) {
        this.records = records;
    }

    @Override
    public HubRecords recordsOf(InstallationInfo installation) {
        return new OrganizationRecords(records, installation);
    }

    @Override
    public HubRecords records(String organizationId, String origin) {
        return new OrganizationRecords(records, organizationId, origin);
    }

    @Override
    public boolean isEntityName(String text) {
        return RecordService.isEntityName(text);
    }
}
