package org.archipel.marketplace.internal.rest;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.submission.Submissions;
import org.archipel.messaging.JobQueue;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.MaxBody;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformApi;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.sandbox.PermissionVocabulary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Publishers submit packages and follow their checks; reviewers approve or reject them. */
@Path("/marketplace/submissions")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Submissions of extensions")
@JaxrsResource
@JaxrsApplicationSelect(PlatformApi.SELECT)
@Component(service = SubmissionsResource.class)
public final class SubmissionsResource {
    private static final Duration CHECK_WAIT = Duration.ofSeconds(10);
    private static final int MAX_REASON = 2000;

    private final Submissions submissions;
    private final JobQueue jobs;
    private final PermissionVocabulary vocabulary;

    @Activate
    public SubmissionsResource(
            @Reference Submissions submissions, @Reference JobQueue jobs, @Reference PermissionVocabulary vocabulary) {
        this.submissions = submissions;
        this.jobs = jobs;
        this.vocabulary = vocabulary;
    }

    @POST
    @Consumes({"application/java-archive", MediaType.APPLICATION_OCTET_STREAM})
    @MaxBody(value = Settings.DEFAULT_PACKAGE_LIMIT, property = Settings.PACKAGE_LIMIT)
    @RequiresPermission(ApiPermission.SUBMISSIONS_WRITE)
    @Summary("Submits a package; answers when its checks ended, or after a short wait")
    public Response submit(
            @HeaderParam("Content-Digest") String contentDigest,
            @HeaderParam("Digest") String digest,
            @QueryParam("sha256") String sha256,
            @Context SecurityContext security,
            InputStream body) {
        var caller = Caller.of(security);
        var taken = submissions.submit(caller, body, new Submissions.Declared(contentDigest, digest, sha256));
        taken.validation().ifPresent(job -> jobs.await(caller.organizationId(), job.id(), CHECK_WAIT));
        var version = submissions.get(caller, taken.version().id());
        var status = taken.validation().isPresent() ? Response.Status.CREATED : Response.Status.OK;
        return Response.status(status)
                .location(URI.create("marketplace/submissions/" + version.id()))
                .tag(EntityTags.of(version.revision()))
                .entity(view(version))
                .build();
    }

    @GET
    @RequiresPermission(ApiPermission.SUBMISSIONS_READ)
    @Summary("The organization's submissions, for reviewers all of them, the newest first")
    public Page<VersionView> list(
            @BeanParam PageRequest page,
            @QueryParam("reviewStatus") String reviewStatus,
            @Context SecurityContext security) {
        var before = page.after(1).map(key -> key.get(0)).orElse(SubmissionQuery.FIRST_PAGE);
        var found = submissions.list(Caller.of(security), status(reviewStatus), before, page.limit());
        return page.page(found, (ExtensionVersion version) -> List.of(version.id()))
                .map(this::view);
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.SUBMISSIONS_READ)
    @Summary("A submission with the outcome of its checks")
    public Response get(@PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        var version = submissions.get(Caller.of(security), id);
        return Preconditions.read(headers, EntityTags.of(version.revision()), view(version));
    }

    @POST
    @Path("/{id}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(ApiPermission.SUBMISSIONS_REVIEW)
    @Summary("Approves a submission: its version is published")
    public VersionView approve(@PathParam("id") String id, ReviewBody body, @Context SecurityContext security) {
        return view(submissions.review(Caller.of(security), id, ReviewStatus.APPROVED, reason(body)));
    }

    @POST
    @Path("/{id}/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(ApiPermission.SUBMISSIONS_REVIEW)
    @Summary("Rejects a submission")
    public VersionView reject(@PathParam("id") String id, ReviewBody body, @Context SecurityContext security) {
        return view(submissions.review(Caller.of(security), id, ReviewStatus.REJECTED, reason(body)));
    }

    private VersionView view(ExtensionVersion version) {
        return VersionView.of(version, vocabulary);
    }

    private static String reason(ReviewBody body) {
        if (body == null || body.reason() == null || body.reason().isBlank()) {
            throw new ValidationException("/reason", "say why");
        }
        if (body.reason().length() > MAX_REASON) {
            throw new ValidationException("/reason", "at most " + MAX_REASON + " characters");
        }
        return body.reason();
    }

    private static Optional<ReviewStatus> status(String text) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(ReviewStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new ValidationException(
                        "/reviewStatus", "must be one of " + Arrays.toString(ReviewStatus.values()))));
    }
}
