package org.archipel.security.internal.rest;

import java.util.List;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.StreamingOutput;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.OneOf;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.internal.audit.AuditReader;
import org.archipel.security.internal.audit.AuditVerification;
import org.archipel.security.internal.store.AuditStore.ChainedRow;
import org.archipel.security.internal.store.AuditStore.Filter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/audit}: the chain of the caller's organization, or that of the installation. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Audit log")
@PlatformResource
@Component(service = AuditResource.class)
public final class AuditResource {
    private static final String JSON_LINES = "application/jsonl";

    private final AuditReader reader;

    @Activate
    public AuditResource(@Reference AuditReader reader) {
        this.reader = reader;
    }

    /** The filters of the list; {@code *} at the end of an action, actor or target stands for any end. */
    public static final class AuditQuery {
        @QueryParam("actor")
        @Summary("Who acted; * at the end stands for any end")
        private String actor;

        @QueryParam("action")
        @Summary("What was done; * at the end stands for any end")
        private String action;

        @QueryParam("target")
        @Summary("To what it was done; * at the end stands for any end")
        private String target;

        @QueryParam("outcome")
        @Summary("How it ended")
        @OneOf(AuditLog.Outcome.class)
        private String outcome;

        @QueryParam("from")
        @Summary("Time of the first entry")
        private String from;

        @QueryParam("to")
        @Summary("Time before which the last entry is")
        private String to;

        Filter filter() {
            return new Filter(
                    Parameters.text("/actor", actor),
                    Parameters.text("/action", action),
                    Parameters.text("/target", target),
                    Parameters.choice("/outcome", outcome, AuditLog.Outcome.class)
                            .map(Enum::name),
                    Parameters.time("/from", from),
                    Parameters.time("/to", to));
        }
    }

    @GET
    @RequiresPermission(ApiPermission.AUDIT_READ)
    @Summary("Audit entries, the newest first; with installation=true those of no organization")
    public Page<AuditEntryView> list(
            @BeanParam PageRequest page,
            @BeanParam AuditQuery query,
            @QueryParam("installation") @Summary("Whether those of no organization are meant") boolean installation,
            @Context SecurityContext security) {
        Optional<String> olderThan = page.after(1).map(key -> key.get(0));
        List<ChainedRow> rows =
                reader.list(Caller.of(security), installation, query.filter(), olderThan, page.limit() + 1);
        return page.page(rows, (ChainedRow row) -> List.of(row.entry().id())).map(AuditEntryView::of);
    }

    @GET
    @Path("/verify")
    @RequiresPermission(ApiPermission.AUDIT_READ)
    @Summary("Checks that no audit entry was changed, removed or put in")
    public AuditVerification verify(
            @QueryParam("installation") @Summary("Whether those of no organization are meant") boolean installation,
            @Context SecurityContext security) {
        return reader.verify(Caller.of(security), installation);
    }

    @GET
    @Path("/export")
    @Produces(JSON_LINES)
    @RequiresPermission(ApiPermission.AUDIT_READ)
    @Summary("The whole chain as JSON Lines, in its order; the hashes can be made again from the lines")
    @Answers(StreamingOutput.class)
    public Response export(
            @QueryParam("installation") @Summary("Whether those of no organization are meant") boolean installation,
            @Context SecurityContext security) {
        StreamingOutput lines = reader.export(Caller.of(security), installation, AuditEntryView::of)::writeTo;
        return Response.ok(lines)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.jsonl\"")
                .build();
    }
}
