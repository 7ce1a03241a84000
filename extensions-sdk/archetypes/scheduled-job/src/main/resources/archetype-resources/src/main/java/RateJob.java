package ${package};

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.api.schedule.ScheduledTask;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads exchange rates each hour. */
@Extension(
        id = "${extensionId}",
        name = "${extensionName}",
        description = "Keeps exchange rates up to date.",
        category = Category.OPERATIONS,
        publisher = "${publisher}",
        documentation = "guide.md")
@NeedsPermission(
        resource = "schedule",
        actions = "run",
        conditions = @Condition(type = "minInterval", values = "PT1H"),
        reason = "To look for new rates each hour.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "rates.example.com"),
        reason = "To read the rates.")
@NeedsPermission(
        resource = "records",
        actions = "write",
        conditions = @Condition(type = "entities", values = "rate"),
        reason = "To keep the rates.")
@Component(
        service = ScheduledTask.class,
        property = {ScheduledTask.NAME + "=rates", ScheduledTask.EVERY + "=PT1H"})
public final class RateJob implements ScheduledTask {
    private static final URI RATES = URI.create("https://rates.example.com/latest");

    private final ExtensionContext context;
    private final ObjectMapper mapper = new ObjectMapper();

    @Activate
    public RateJob(@Reference ExtensionContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        HttpResponse response = context.http().send(HttpRequest.get(RATES));
        if (!response.successful()) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "no rates: " + response.status(), true);
        }
        for (Map.Entry<String, JsonNode> rate : rates(response).properties()) {
            context.records()
                    .upsert(
                            "rate",
                            rate.getKey(),
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("currency", rate.getKey())
                                    .put("rate", rate.getValue().asDouble()));
        }
    }

    private JsonNode rates(HttpResponse response) {
        try {
            return mapper.readTree(response.body());
        } catch (IOException e) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the rates are no JSON", false);
        }
    }
}
