package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.transform.TransformFunction;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.sandbox.ExtensionOffers.Offer;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the organization's extensions offer by name: to mappings, to workflows, to webhooks. */
@Path("/extensions/offers")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Extensions: contributions")
@PlatformResource
@Component(service = OffersResource.class)
public final class OffersResource {
    private static final Map<Class<?>, String> KINDS = Map.of(
            TransformFunction.class, "TRANSFORM_FUNCTION",
            WorkflowStep.class, "WORKFLOW_STEP",
            WebhookProcessor.class, "WEBHOOK_PROCESSOR");

    private final Offers offers;

    @Activate
    public OffersResource(@Reference Offers offers) {
        this.offers = offers;
    }

    /**
     * @param kind {@code TRANSFORM_FUNCTION}, {@code WORKFLOW_STEP} or {@code WEBHOOK_PROCESSOR}
     * @param configSchema of a step; null if there is none
     */
    public record OfferView(
            String kind,
            String extensionId,
            String version,
            String name,
            String description,
            @JsonInclude(JsonInclude.Include.NON_NULL) ObjectNode configSchema) {
        private String key() {
            return kind + " " + extensionId + " " + name;
        }

        static OfferView of(String kind, Offer<?> offer) {
            return new OfferView(
                    kind,
                    offer.extensionId(),
                    offer.version(),
                    offer.name(),
                    offer.description(),
                    offer.configSchema().orElse(null));
        }
    }

    @GET
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("The functions, workflow steps and webhook processors that the organization's extensions offer now")
    public Page<OfferView> list(@BeanParam PageRequest page, @Context SecurityContext security) {
        String organization = Caller.of(security).organizationId();
        List<OfferView> views = NamedPoint.ALL.stream()
                .flatMap(point -> offers.all(point.type(), organization).stream()
                        .map(offer -> OfferView.of(KINDS.get(point.type()), offer)))
                .sorted(Comparator.comparing(OfferView::key))
                .toList();
        return page.pageOf(views, OfferView::key);
    }
}
