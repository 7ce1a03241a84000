package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.model.Entity;
import org.archipel.connector.common.model.Listing;
import org.archipel.connector.common.model.RestModel;
import org.archipel.connector.common.wire.Remote;

/** The records of a REST provider. Used by one thread at a time. */
public final class RestRecords {
    private final RestModel model;
    private final Remote remote;
    private final String secretParameter;
    /** One reader an entity: it keeps what is left of an answer that had more records than were asked for. */
    private final Map<String, EntityReader> readers = new HashMap<>();

    /** @param secretParameter the query parameter that authenticates, to be kept out of cursors; empty for none */
    public RestRecords(RestModel model, Remote remote, String secretParameter) {
        this.model = model;
        this.remote = remote;
        this.secretParameter = secretParameter;
    }

    public ReadPage read(ReadRequest request) {
        return reader(request.entity()).read(request);
    }

    public List<WriteResult> write(String entity, List<WriteRecord> records) {
        return new EntityWriter(remote, model.entity(entity)).write(records);
    }

    public List<Optional<String>> locate(String entity, List<WriteRecord> records) {
        return new EntityWriter(remote, model.entity(entity)).locate(records);
    }

    /** One record as it is now; empty if it is gone. */
    public Optional<SourceRecord> fetch(String entity, String externalId) {
        return new SingleRecord(remote, model.entity(entity)).fetch(externalId);
    }

    /** Whether single records can be read. */
    public boolean canFetch(String entity) {
        return new SingleRecord(remote, model.entity(entity)).isPossible();
    }

    /** Whether a creation whose outcome is not known may be sent again. */
    public boolean mayRepeatCreations(String entity) {
        return new EntityWriter(remote, model.entity(entity)).mayRepeatCreations();
    }

    /** Whether one such creation may be sent again. */
    public boolean mayRepeat(String entity, WriteRecord creation) {
        return new EntityWriter(remote, model.entity(entity)).mayRepeat(creation);
    }

    /** One reader for each entity. */
    public EntityReader reader(String entity) {
        return readers.computeIfAbsent(entity, name -> new EntityReader(remote, model.entity(name), secretParameter));
    }

    /** A request for the smallest page of the first entity, for a test of the connection. */
    public HttpResponse sample() {
        Listing listing = model.entities().get(0).listing();
        PageDraft draft = new PageDraft(remote, listing);
        listing.pageSize()
                .flatMap(Listing.PageSize::parameter)
                .ifPresent(parameter -> draft.put(parameter, JsonNodeFactory.instance.numberNode(1)));
        return remote.send(listing.method(), draft.address(), new LinkedHashMap<>(draft.headers()), draft.body());
    }

    /** @throws org.archipel.api.error.RemoteException if a sample has no records where they should be */
    public void check(HttpResponse sample) {
        Entity first = model.entities().get(0);
        remote.document(sample).ifPresent(document -> new RecordExtractor(first).nodes(first.listing(), document));
    }
}
