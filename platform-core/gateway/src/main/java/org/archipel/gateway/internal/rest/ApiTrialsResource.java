package org.archipel.gateway.internal.rest;

import java.util.List;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.pipeline.SampleCall;
import org.archipel.gateway.internal.pipeline.Trial;
import org.archipel.gateway.internal.service.CustomApiService;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.Requires;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tries custom APIs before they answer: the calls are real ones, the caller is who asks for the trial. */
@PlatformResource
@Component(service = ApiTrialsResource.class)
@Path("apis")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Custom APIs")
public class ApiTrialsResource {
    private final CustomApiService apis;
    private final ProblemDocuments problems;

    @Activate
    public ApiTrialsResource(@Reference CustomApiService apis, @Reference ProblemDocuments problems) {
        this.apis = apis;
        this.problems = problems;
    }

    /**
     * What to try.
     *
     * @param definition null for that of the stored API
     * @param request null for one without parameters, headers and body
     */
    public record TrialRequest(ApiDefinition definition, SampleCall request) {}

    @POST
    @Path("test")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Tries a definition that is not saved: makes its calls and shows each step with its value and time")
    public TrialView test(@Context SecurityContext security, @Requires("definition") TrialRequest wanted) {
        return run(Caller.of(security), Optional.empty(), wanted);
    }

    @POST
    @Path("{id}/test")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Tries a custom API, or a draft of a change of it with the secrets that it has")
    public TrialView test(@Context SecurityContext security, @PathParam("id") String id, TrialRequest wanted) {
        return run(Caller.of(security), Optional.of(id), wanted);
    }

    private TrialView run(Caller caller, Optional<String> id, TrialRequest wanted) {
        Optional<TrialRequest> request = Optional.ofNullable(wanted);
        Trial trial = apis.trial(caller, id, request.map(TrialRequest::definition));
        SampleCall sample = request.map(TrialRequest::request).orElseGet(() -> new SampleCall(null, null, null, null));
        List<FieldError> missing = trial.parameters().stream()
                .filter(name -> !sample.parameters().containsKey(name))
                .map(name -> new FieldError("/request/parameters/" + name, "is required"))
                .toList();
        if (!missing.isEmpty()) {
            throw new ValidationException("The sample request is not complete.", missing);
        }
        return TrialView.of(trial, sample, caller, problems);
    }
}
