package org.archipel.transformation.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
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
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.OneOf;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.Requires;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.archipel.transformation.RuleType;
import org.archipel.transformation.TransformationDefinition;
import org.archipel.transformation.internal.service.Preview;
import org.archipel.transformation.internal.service.TestReport;
import org.archipel.transformation.internal.service.TransformationService;
import org.archipel.transformation.internal.service.TransformationService.Saved;
import org.archipel.transformation.internal.store.Status;
import org.archipel.transformation.internal.store.Transformation;
import org.archipel.transformation.internal.store.TransformationFilter;
import org.archipel.transformation.internal.suggest.MappingSuggestions;
import org.archipel.transformation.internal.suggest.MappingSuggestions.Suggestion;
import org.archipel.transformation.internal.suggest.SuggestionRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Rule sets: write, try, test, activate. */
@PlatformResource
@Component(service = TransformationsResource.class)
@Path("transformations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Transformation rules")
public class TransformationsResource {
    private final TransformationService transformations;

    @Activate
    public TransformationsResource(@Reference TransformationService transformations) {
        this.transformations = transformations;
    }

    /** What could be mapped to what. */
    public record Suggestions(List<Suggestion> items) {}

    @GET
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_READ)
    @Summary("Lists the rule sets")
    public Page<TransformationView> list(
            @Context SecurityContext security,
            @BeanParam PageRequest page,
            @QueryParam("type") @Summary("Kind of its rules") @OneOf(RuleType.class) String type,
            @QueryParam("status") @Summary("Its status") @OneOf(Status.class) String status) {
        var filter = new TransformationFilter(
                choice(RuleType.class, "type", type), choice(Status.class, "status", status), page.query());
        String after = page.after(1).map(key -> key.get(0)).orElse("");
        List<Transformation> found = transformations.list(Caller.of(security), filter, after, page.limit() + 1);
        return page.page(found, transformation -> List.of(transformation.id()))
                .map(transformation -> TransformationView.of(transformation, Optional.empty()));
    }

    @POST
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_WRITE)
    @Summary("Makes a rule set as a draft and runs its test cases")
    @Answers(value = TransformationView.class, status = 201)
    public Response create(@Context SecurityContext security, @Requires("name") TransformationDefinition definition) {
        Saved saved = transformations.create(Caller.of(security), required(definition, ""));
        return Response.created(
                        URI.create("transformations/" + saved.transformation().id()))
                .tag(EntityTags.of(saved.transformation().revision()))
                .entity(TransformationView.of(saved.transformation(), Optional.of(saved.tests())))
                .build();
    }

    @POST
    @Path("preview")
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_WRITE)
    @Summary("Runs rules on a sample without saving them, and shows the document behind each step")
    public Preview preview(@Context SecurityContext security, PreviewRequest request) {
        TransformationDefinition definition = required(required(request, "").definition(), "/definition");
        JsonNode sample = required(request.sample(), "/sample");
        try {
            return transformations.preview(Caller.of(security), definition, sample);
        } catch (ValidationException e) {
            throw within("/definition", e);
        }
    }

    @POST
    @Path("test")
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_WRITE)
    @Summary("Runs the test cases of rules without saving them")
    public TestReport test(@Context SecurityContext security, TransformationDefinition definition) {
        return transformations.test(Caller.of(security), required(definition, ""));
    }

    @POST
    @Path("suggestions")
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_READ)
    @Summary("Proposes mappings from one schema to another")
    public Suggestions suggest(SuggestionRequest request) {
        return new Suggestions(MappingSuggestions.of(required(request, "")));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_READ)
    @Summary("Shows a rule set")
    @Answers(TransformationView.class)
    public Response get(@Context SecurityContext security, @Context HttpHeaders headers, @PathParam("id") String id) {
        Transformation found = transformations.get(Caller.of(security), id);
        return Preconditions.read(
                headers, EntityTags.of(found.revision()), TransformationView.of(found, Optional.empty()));
    }

    @PUT
    @Path("{id}")
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_WRITE)
    @Summary("Replaces a rule set and runs its test cases; an active one has to pass them")
    @Answers(TransformationView.class)
    public Response replace(
            @Context SecurityContext security,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            @Requires("name") TransformationDefinition definition) {
        return answer(transformations.replace(Caller.of(security), id, required(definition, ""), matching(headers)));
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_WRITE)
    @Summary("Removes a rule set")
    @Answers(status = 204)
    public Response delete(
            @Context SecurityContext security, @Context HttpHeaders headers, @PathParam("id") String id) {
        transformations.delete(Caller.of(security), id, matching(headers));
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/activate")
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_WRITE)
    @Summary("Runs the test cases and, if all pass, lets integrations and APIs use the rule set")
    @Answers(TransformationView.class)
    public Response activate(@Context SecurityContext security, @PathParam("id") String id) {
        return answer(transformations.activate(Caller.of(security), id));
    }

    @POST
    @Path("{id}/deactivate")
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_WRITE)
    @Summary("Makes a rule set a draft again")
    @Answers(TransformationView.class)
    public Response deactivate(@Context SecurityContext security, @PathParam("id") String id) {
        Transformation draft = transformations.deactivate(Caller.of(security), id);
        return Response.ok(TransformationView.of(draft, Optional.empty()))
                .tag(EntityTags.of(draft.revision()))
                .build();
    }

    @POST
    @Path("{id}/test")
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_WRITE)
    @Summary("Runs the test cases of a saved rule set")
    public TestReport testSaved(@Context SecurityContext security, @PathParam("id") String id) {
        Caller caller = Caller.of(security);
        return transformations.test(caller, transformations.get(caller, id).definition());
    }

    @POST
    @Path("{id}/preview")
    @RequiresPermission(ApiPermission.TRANSFORMATIONS_WRITE)
    @Summary("Runs a saved rule set on a sample, and shows the document behind each step")
    public Preview previewSaved(@Context SecurityContext security, @PathParam("id") String id, SampleRequest request) {
        Caller caller = Caller.of(security);
        TransformationDefinition definition = transformations.get(caller, id).definition();
        return transformations.preview(
                caller, definition, required(required(request, "").sample(), "/sample"));
    }

    private static Response answer(Saved saved) {
        return Response.ok(TransformationView.of(saved.transformation(), Optional.of(saved.tests())))
                .tag(EntityTags.of(saved.transformation().revision()))
                .build();
    }

    private static LongConsumer matching(HttpHeaders headers) {
        return revision -> Preconditions.check(headers, EntityTags.of(revision));
    }

    /** The same for a definition that is a part of the body. */
    private static ValidationException within(String part, ValidationException refused) {
        return new ValidationException(
                refused.getMessage(),
                refused.errors().stream()
                        .map(error -> new FieldError(part + error.pointer(), error.message()))
                        .toList());
    }

    private static <T> T required(T value, String pointer) {
        if (value == null) {
            throw new ValidationException(pointer, pointer.isEmpty() ? "a JSON body is required" : "is required");
        }
        return value;
    }

    private static <E extends Enum<E>> Optional<E> choice(Class<E> type, String name, String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new ValidationException(
                        "/" + name, "must be one of " + Arrays.toString(type.getEnumConstants()))));
    }
}
