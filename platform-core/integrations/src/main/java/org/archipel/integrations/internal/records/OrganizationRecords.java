package org.archipel.integrations.internal.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.record.HubRecord;
import org.archipel.api.record.HubRecords;
import org.archipel.api.record.RecordPage;
import org.archipel.api.record.RecordQuery;
import org.archipel.rest.Cursors;

/** The hub records of one organization, as an installed extension or a custom API works with them. */
final class OrganizationRecords implements HubRecords {
    private final RecordService records;
    private final String organizationId;
    private final String origin;

    OrganizationRecords(RecordService records, InstallationInfo installation) {
        this(records, installation.organizationId(), "extension:" + installation.extensionId());
    }

    OrganizationRecords(RecordService records, String organizationId, String origin) {
        this.records = records;
        this.organizationId = organizationId;
        this.origin = origin;
    }

    @Override
    public Optional<HubRecord> get(String entity, String id) {
        return records.get(organizationId, entity, id);
    }

    @Override
    public RecordPage list(String entity, RecordQuery query) {
        String scope = RecordListing.scope(entity, query.equal(), "");
        Optional<String> after =
                query.cursor().map(cursor -> Cursors.decode(scope, cursor, 1).get(0));
        var listing = RecordListing.of(query.equal(), Optional.empty(), after, query.limit());
        RecordSlice slice = records.list(organizationId, entity, listing);
        return new RecordPage(slice.records(), slice.next().map(id -> Cursors.encode(scope, List.of(id))));
    }

    @Override
    public HubRecord upsert(String entity, String id, ObjectNode data) {
        return records.put(organizationId, entity, id, data, origin, VersionCheck.NONE);
    }

    @Override
    public boolean delete(String entity, String id) {
        return records.delete(organizationId, entity, id, origin, VersionCheck.NONE);
    }
}
