package org.archipel.security.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.archipel.security.internal.logging.LogLevels;
import org.archipel.security.internal.logging.LogLevels.NamedLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/loggers}: what this node writes to its log. */
@Path("/loggers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Log levels")
@PlatformResource
@Component(service = LoggersResource.class)
public final class LoggersResource {
    private final LogLevels levels;

    @Activate
    public LoggersResource(@Reference LogLevels levels) {
        this.levels = levels;
    }

    /** @param level TRACE, DEBUG, INFO, WARN, ERROR or OFF */
    public record LevelBody(@JsonProperty(required = true) String level) {}

    @GET
    @RequiresPermission(ApiPermission.LOGGING_MANAGE)
    @Summary("The loggers that were used so far, in order of name; q is looked for in the name")
    public Page<NamedLevel> list(@BeanParam PageRequest page) {
        String after = page.after(1).map(key -> key.get(0)).orElse("");
        String text = page.query().orElse("").toLowerCase(Locale.ROOT);
        List<NamedLevel> found = levels.list().stream()
                .filter(logger -> logger.name().compareTo(after) > 0)
                .filter(logger -> logger.name().toLowerCase(Locale.ROOT).contains(text))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .limit(page.limit() + 1L)
                .toList();
        return page.page(found, logger -> List.of(logger.name()));
    }

    @GET
    @Path("/{name}")
    @RequiresPermission(ApiPermission.LOGGING_MANAGE)
    @Summary("The level of a logger")
    public NamedLevel get(@PathParam("name") String name) {
        return levels.get(name);
    }

    @PUT
    @Path("/{name}")
    @RequiresPermission(ApiPermission.LOGGING_MANAGE)
    @Summary("Changes the level of a logger and of those below it, at once, until it is taken back or this node stops")
    public NamedLevel set(@PathParam("name") String name, LevelBody body, @Context SecurityContext security) {
        return levels.set(Caller.of(security), name, Bodies.required(body).level());
    }

    @DELETE
    @Path("/{name}")
    @RequiresPermission(ApiPermission.LOGGING_MANAGE)
    @Summary("Gives a logger the level of the configuration again")
    public NamedLevel reset(@PathParam("name") String name, @Context SecurityContext security) {
        return levels.reset(Caller.of(security), name);
    }
}
