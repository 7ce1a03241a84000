package org.archipel.integrations.internal.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriBuilder;
import javax.ws.rs.core.UriInfo;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.records.RecordHistory;
import org.archipel.integrations.internal.records.RecordListing;
import org.archipel.integrations.internal.records.RecordService;
import org.archipel.integrations.internal.records.RecordSlice;
import org.archipel.integrations.internal.records.RecordVersion;
import org.archipel.integrations.internal.records.VersionCheck;
import org.archipel.rest.Answers;
import org.archipel.rest.AnyQuery;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Cursors;
import org.archipel.rest.EntityTags;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The organization's hub records. */
@PlatformResource
@Component(service = RecordsResource.class)
@Path("records/{entity}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Records")
public class RecordsResource {
    private static final Set<String> RESERVED = Set.of("limit", "cursor", "q", "sort");

    private final RecordService records;

    @Activate
    public RecordsResource(@Reference RecordService records) {
        this.records = records;
    }

    @GET
    @AnyQuery
    @RequiresPermission(ApiPermission.RECORDS_READ)
    @Summary("Lists records; any other query parameter is a field that must have that value")
    public Page<HubRecord> list(
            @Context SecurityContext security,
            @Context UriInfo uri,
            @PathParam("entity") String entity,
            @BeanParam PageRequest page,
            @QueryParam("cursor")
                    @Summary("Where the page begins: nextCursor of the page before, with the same filters")
                    String cursor) {
        page.sort(Set.of());
        Map<String, String> equal = filters(uri);
        String text = page.query().orElse("");
        String scope = RecordListing.scope(entity, equal, text);
        Optional<String> after = Optional.ofNullable(cursor)
                .filter(value -> !value.isBlank())
                .map(value -> Cursors.decode(scope, value, 1).get(0));
        RecordSlice slice = records.list(
                organization(security), entity, RecordListing.of(equal, page.query(), after, page.limit()));
        return new Page<>(
                slice.records(),
                slice.next().map(id -> Cursors.encode(scope, List.of(id))).orElse(null));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ApiPermission.RECORDS_READ)
    @Summary("Shows a record")
    @Answers(HubRecord.class)
    public Response get(
            @Context SecurityContext security,
            @Context HttpHeaders headers,
            @PathParam("entity") String entity,
            @PathParam("id") @Summary("Id of the record") String id) {
        HubRecord record = records.get(organization(security), entity, id).orElseThrow(RecordsResource::missing);
        return Preconditions.read(headers, EntityTags.of(record.version()), record);
    }

    @PUT
    @Path("{id}")
    @RequiresPermission(ApiPermission.RECORDS_WRITE)
    @Summary("Makes or replaces a record")
    @Answers(value = HubRecord.class, or = 201)
    public Response put(
            @Context SecurityContext security,
            @Context HttpHeaders headers,
            @PathParam("entity") String entity,
            @PathParam("id") @Summary("Id of the record") String id,
            ObjectNode data) {
        AtomicBoolean absent = new AtomicBoolean();
        VersionCheck matching = matching(headers);
        VersionCheck check = version -> {
            absent.set(version.isEmpty());
            matching.check(version);
        };
        HubRecord record =
                records.put(organization(security), entity, id, Bodies.required(data), origin(security), check);
        Response.ResponseBuilder answer = absent.get() ? Response.created(location(entity, id)) : Response.ok();
        return answer.entity(record).tag(EntityTags.of(record.version())).build();
    }

    /** Relative to the application; ids of records may have any characters. */
    private static URI location(String entity, String id) {
        return UriBuilder.fromPath("records/{entity}/{id}").build(entity, id);
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(ApiPermission.RECORDS_WRITE)
    @Summary("Deletes a record; its history stays")
    @Answers(status = 204)
    public Response delete(
            @Context SecurityContext security,
            @Context HttpHeaders headers,
            @PathParam("entity") String entity,
            @PathParam("id") @Summary("Id of the record") String id) {
        if (!records.delete(organization(security), entity, id, origin(security), matching(headers))) {
            throw missing();
        }
        return Response.noContent().build();
    }

    @GET
    @Path("{id}/history")
    @RequiresPermission(ApiPermission.RECORDS_READ)
    @Summary("Shows the versions of a record, the latest first")
    public Page<RecordVersion> history(
            @Context SecurityContext security,
            @PathParam("entity") String entity,
            @PathParam("id") @Summary("Id of the record") String id,
            @BeanParam PageRequest page) {
        OptionalLong before =
                page.after(1).map(key -> OptionalLong.of(version(key.get(0)))).orElseGet(OptionalLong::empty);
        RecordHistory history = records.history(organization(security), entity, id, before, page.limit());
        return page.page(history.versions(), history.more(), version -> List.of(Long.toString(version.version())));
    }

    /** The cursor of another list carries something else. */
    private static long version(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw new ValidationException("/cursor", "is not a cursor of this list");
        }
    }

    private static Map<String, String> filters(UriInfo uri) {
        Map<String, String> filters = new TreeMap<>();
        uri.getQueryParameters().forEach((name, values) -> {
            if (!RESERVED.contains(name) && !values.isEmpty()) {
                filters.put(name, values.get(0));
            }
        });
        return filters;
    }

    private static VersionCheck matching(HttpHeaders headers) {
        return version -> {
            if (version.isPresent()) {
                Preconditions.check(headers, EntityTags.of(version.getAsLong()));
            } else {
                Preconditions.checkAbsent(headers);
            }
        };
    }

    private static String organization(SecurityContext security) {
        return Caller.of(security).organizationId();
    }

    private static String origin(SecurityContext security) {
        Caller caller = Caller.of(security);
        return caller.userId().isEmpty() ? caller.actor() : "user:" + caller.userId();
    }

    private static NotFoundException missing() {
        return new NotFoundException("There is no such record.");
    }
}
