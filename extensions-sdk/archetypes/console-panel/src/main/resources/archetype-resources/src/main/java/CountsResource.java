package ${package};

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.record.HubRecord;
import org.archipel.api.record.RecordPage;
import org.archipel.api.record.RecordQuery;
import org.archipel.api.rest.RestResource;
import org.archipel.sdk.Category;
import org.archipel.sdk.ConsolePanel;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How many places there are in each country: what the panel shows. */
@Extension(
        id = "${extensionId}",
        name = "${extensionName}",
        description = "Shows where the places are.",
        category = Category.OPERATIONS,
        publisher = "${publisher}",
        documentation = "guide.md")
@ConsolePanel(name = "overview", title = "Places by country", slot = "dashboard")
@NeedsPermission(
        resource = "ui",
        actions = "contribute",
        conditions = @Condition(type = "slots", values = "dashboard"),
        reason = "To show the counts on the dashboard.")
@NeedsPermission(resource = "rest", actions = "expose", reason = "To give the panel its figures.")
@NeedsPermission(
        resource = "records",
        actions = "read",
        conditions = @Condition(type = "entities", values = "place"),
        reason = "To count the places.")
@Path("counts")
@Component(service = RestResource.class)
public final class CountsResource implements RestResource {
    private static final int PAGE = 500;

    private final ExtensionContext context;

    @Activate
    public CountsResource(@Reference ExtensionContext context) {
        this.context = context;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        Optional<String> cursor = Optional.empty();
        do {
            RecordPage page = context.records().list("place", new RecordQuery(Map.of(), cursor, PAGE));
            for (HubRecord place : page.items()) {
                counts.merge(place.data().path("country").asText("?"), 1, Integer::sum);
            }
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return counts;
    }
}
