package org.archipel.integrations.internal.records;

import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.record.HubRecords;
import org.archipel.sandbox.RecordAccess;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives installed extensions the records of their organization. */
@Component
public class HubRecordAccess implements RecordAccess {
    private final RecordService records;

    @Activate
    public HubRecordAccess(@Reference RecordService records) {
        this.records = records;
    }

    @Override
    public HubRecords recordsOf(InstallationInfo installation) {
        return new OrganizationRecords(records, installation);
    }
}
