package org.archipel.integrations.internal.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.error.FieldError;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.OneOf;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.sandbox.SchemaErrors;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The connectors that the organization can use at the moment. */
@PlatformResource
@Component(service = ConnectorsResource.class)
@Path("connectors")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Connectors")
public class ConnectorsResource {
    private final ConnectorRegistry connectors;

    @Activate
    public ConnectorsResource(@Reference ConnectorRegistry connectors) {
        this.connectors = connectors;
    }

    @GET
    @RequiresPermission(ApiPermission.CONNECTORS_READ)
    @Summary("Lists the connectors")
    public Page<ConnectorView> list(
            @Context SecurityContext security,
            @BeanParam PageRequest page,
            @QueryParam("type") @Summary("Kind of system") @OneOf(IntegrationType.class) String type) {
        String after = page.after(1).map(key -> key.get(0)).orElse("");
        Optional<IntegrationType> wanted = Choices.parse(IntegrationType.class, "type", type);
        String text = page.query().orElse("").toLowerCase(Locale.ROOT);
        List<ConnectorView> found = connectors.visibleTo(Caller.of(security).organizationId()).stream()
                .map(ConnectorView::of)
                .filter(view -> view.id().compareTo(after) > 0)
                .filter(view -> wanted.isEmpty() || view.type() == wanted.get())
                .filter(view -> (view.id() + " " + view.name() + " " + view.description())
                        .toLowerCase(Locale.ROOT)
                        .contains(text))
                .limit(page.limit() + 1L)
                .toList();
        return page.page(found, view -> List.of(view.id()));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ApiPermission.CONNECTORS_READ)
    @Summary("Shows a connector with its schemas and operations")
    public ConnectorView get(@Context SecurityContext security, @PathParam("id") String id) {
        return ConnectorView.of(connectors.get(Caller.of(security).organizationId(), id));
    }

    @POST
    @Path("{id}/validate")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(ApiPermission.CONNECTORS_READ)
    @Summary("Checks a configuration against the connector's schemas")
    public ValidationReport validate(
            @Context SecurityContext security, @PathParam("id") String id, ConnectorConfiguration configuration) {
        RegisteredConnector connector = connectors.get(Caller.of(security).organizationId(), id);
        var definition = connector.definition();
        List<FieldError> errors =
                new ArrayList<>(SchemaErrors.of(definition.configSchema(), orEmpty(configuration.config()), "/config"));
        if (configuration.credentials() != null) {
            errors.addAll(SchemaErrors.of(definition.credentialsSchema(), configuration.credentials(), "/credentials"));
        }
        return ValidationReport.of(errors);
    }

    private static ObjectNode orEmpty(ObjectNode value) {
        return value == null ? JsonNodeFactory.instance.objectNode() : value;
    }
}
