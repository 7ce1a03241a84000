package org.archipel.rest.test.probe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.MaxBody;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.Preconditions;
import org.archipel.rest.PublicRoute;
import org.archipel.rest.RequestContext;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;

/** A resource as the platform's bundles have them, with a method for each convention. */
@Path("/probes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Probes")
public final class ProbeResource {
    private static final int ROWS = 120;

    private final AtomicInteger created = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);

    public enum Mood {
        CALM,
        WILD
    }

    public record Part(@JsonProperty(required = true) String label, int weight) {}

    public record Probe(
            @JsonProperty(required = true) String name,
            Mood mood,
            int count,
            List<Part> parts,
            Map<String, String> labels,
            Instant at) {
        public Probe {
            if (name == null) {
                throw new IllegalArgumentException("name is required");
            }
            parts = parts == null ? List.of() : List.copyOf(parts);
            labels = labels == null ? Map.of() : Map.copyOf(labels);
        }
    }

    public record Created(int number, String name) {}

    public record Row(int id) {}

    public record Sight(String requestId, String address) {}

    @GET
    @PublicRoute
    @Summary("Lists rows")
    public Page<Row> list(
            @BeanParam PageRequest page, @QueryParam("mood") Mood mood, @QueryParam("since") Instant since) {
        page.sort(List.of("id", "name"));
        String text = page.query().orElse("");
        int after = page.after(1).map(key -> Integer.parseInt(key.get(0))).orElse(0);
        List<Row> rows = IntStream.rangeClosed(after + 1, Math.min(ROWS, after + page.limit() + 1))
                .mapToObj(Row::new)
                .filter(row -> Integer.toString(row.id()).contains(text))
                .toList();
        return page.page(rows, row -> List.of(Integer.toString(row.id())));
    }

    @POST
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Creates a probe")
    public Response create(Probe probe, @QueryParam("dryRun") boolean dryRun) {
        Created body = new Created(created.incrementAndGet(), probe.name());
        return Response.created(URI.create("/api/probes/" + body.number()))
                .entity(body)
                .build();
    }

    @POST
    @Path("/quiet")
    @PublicRoute
    @Summary("Creates a probe without telling")
    public Response quiet() {
        created.incrementAndGet();
        return Response.noContent().build();
    }

    @POST
    @Path("/failing")
    @PublicRoute
    @Summary("Counts and fails")
    public Response failing() {
        throw new PlatformException(ErrorCode.SYSTEM_ERROR, "attempt " + created.incrementAndGet());
    }

    @POST
    @Path("/slow")
    @PublicRoute
    @Summary("Waits until it is released")
    public Created slow(Probe probe) throws InterruptedException {
        int number = created.incrementAndGet();
        released.await(60, TimeUnit.SECONDS);
        return new Created(number, probe.name());
    }

    @DELETE
    @Path("/slow")
    @PublicRoute
    @Summary("Releases the slow ones")
    public void release() {
        released.countDown();
    }

    @POST
    @Path("/upload")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @MaxBody(3_000_000)
    @PublicRoute
    @Summary("Takes a long body")
    public Created upload(InputStream body) throws IOException {
        byte[] buffer = new byte[8192];
        int total = 0;
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            total += count;
        }
        return new Created(created.incrementAndGet(), Integer.toString(total));
    }

    @GET
    @Path("/created")
    @PublicRoute
    @Summary("Tells how many were created")
    public Created createdSoFar() {
        return new Created(created.get(), "all");
    }

    @GET
    @Path("/{id}")
    @PublicRoute
    @Summary("Reads a probe")
    public Response read(@PathParam("id") int id, @Context HttpHeaders headers) {
        return Preconditions.read(headers, EntityTags.of(id), new Row(id));
    }

    @PUT
    @Path("/{id}")
    @PublicRoute
    @Summary("Changes a probe")
    public Response change(@PathParam("id") int id, Probe probe, @Context HttpHeaders headers) {
        EntityTag current = EntityTags.of(id);
        Preconditions.check(headers, current);
        return Response.ok(probe).tag(EntityTags.of(id + 1)).build();
    }

    @GET
    @Path("/failures/{kind}")
    @PublicRoute
    @Summary("Fails")
    public Row fail(@PathParam("kind") String kind) {
        switch (kind) {
            case "missing" -> throw new NotFoundException("There is no such probe.");
            case "bug" -> throw new IllegalStateException("secret detail of org.archipel.Internals");
            case "error" -> throw new AssertionError("secret detail");
            case "outage" ->
                throw new PlatformException(
                        ErrorCode.SYSTEM_ERROR,
                        "The platform lacks something for a while.",
                        List.of(),
                        Duration.ofSeconds(5),
                        null);
            case "away" ->
                throw new PlatformException(
                        ErrorCode.CONNECTION_FAILED,
                        "The other side is away.",
                        List.of(),
                        Duration.ofMillis(1500),
                        null);
            case "anonymous" -> throw new PlatformException(ErrorCode.AUTHENTICATION_ERROR, "Who are you?");
            default -> throw new NotFoundException("no such failure");
        }
    }

    @GET
    @Path("/broken")
    @PublicRoute
    @Summary("Gives a body that cannot be written")
    public Object broken() {
        return new Object() {
            public String getSecret() {
                throw new IllegalStateException("secret detail");
            }
        };
    }

    @GET
    @Path("/sight")
    @PublicRoute
    @Summary("Tells what is known of the request")
    public Sight sight() {
        RequestContext context = RequestContext.current().orElseThrow();
        return new Sight(context.requestId(), context.clientAddress());
    }
}
