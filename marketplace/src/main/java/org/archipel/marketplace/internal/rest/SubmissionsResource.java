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
import org.archipel.marketplace.internal.model.SubmissionMessage;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.submission.ReviewDesk;
import org.archipel.marketplace.internal.submission.Submissions;
import org.archipel.marketplace.internal.trust.PackageSignature;
import org.archipel.marketplace.internal.trust.Texts;
import org.archipel.messaging.Accepted;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.MaxBody;
import org.archipel.rest.OneOf;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.sandbox.PermissionVocabulary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publishers submit packages and follow their checks; reviewers decide on them. */
@Path("/marketplace/submissions")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: submissions")
@PlatformResource
@Component(service = SubmissionsResource.class)
public final class SubmissionsResource {
    private static final Duration CHECK_WAIT = Duration.ofSeconds(10);
    private static final int MAX_MESSAGE = 4000;

    private final Submissions submissions;
    private final ReviewDesk desk;
    private final JobQueue jobs;
    private final PermissionVocabulary vocabulary;

    @Activate
    public SubmissionsResource(
            @Reference Submissions submissions,
            @Reference ReviewDesk desk,
            @Reference JobQueue jobs,
            @Reference PermissionVocabulary vocabulary) {
        this.submissions = submissions;
        this.desk = desk;
        this.jobs = jobs;
        this.vocabulary = vocabulary;
    }

    @POST
    @Consumes({"application/java-archive", MediaType.APPLICATION_OCTET_STREAM})
    @MaxBody(value = Settings.DEFAULT_PACKAGE_LIMIT, property = Settings.PACKAGE_LIMIT)
    @RequiresPermission(ApiPermission.SUBMISSIONS_WRITE)
    @Summary("Submits a package; answers when its checks ended, or after a short wait")
    @Answers(value = VersionView.class, status = 201, or = 200)
    public Response submit(
            @HeaderParam("Content-Digest") @Summary("SHA-256 of the package (RFC 9530)") String contentDigest,
            @HeaderParam("Digest") @Summary("SHA-256 of the package (RFC 3230)") String digest,
            @HeaderParam("Package-Signature") @Summary("The signature file of the package, base64") String signature,
            @QueryParam("sha256") @Summary("SHA-256 of the package, hexadecimal") String sha256,
            @Context SecurityContext security,
            InputStream body) {
        var caller = Caller.of(security);
        var signed = Optional.ofNullable(signature).map(PackageSignature::ofHeader);
        var taken = submissions.submit(caller, body, new Submissions.Declared(contentDigest, digest, sha256), signed);
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
            @QueryParam("reviewStatus") @Summary("How far the review is") @OneOf(ReviewStatus.class)
                    String reviewStatus,
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
    @Answers(VersionView.class)
    public Response get(@PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        var version = submissions.get(Caller.of(security), id);
        return Preconditions.read(headers, EntityTags.of(version.revision()), view(version));
    }

    @POST
    @Path("/{id}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(ApiPermission.SUBMISSIONS_REVIEW)
    @Summary("Approves a submission: its version is countersigned and published")
    public VersionView approve(@PathParam("id") String id, ReviewBody body, @Context SecurityContext security) {
        return view(desk.approve(Caller.of(security), id, reason(body)));
    }

    @POST
    @Path("/{id}/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(ApiPermission.SUBMISSIONS_REVIEW)
    @Summary("Rejects a submission for good")
    public VersionView reject(@PathParam("id") String id, ReviewBody body, @Context SecurityContext security) {
        return view(desk.reject(Caller.of(security), id, reason(body)));
    }

    @POST
    @Path("/{id}/request-changes")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(ApiPermission.SUBMISSIONS_REVIEW)
    @Summary("Hands a submission back to its publisher, who answers or submits the version again")
    public VersionView requestChanges(@PathParam("id") String id, ReviewBody body, @Context SecurityContext security) {
        return view(desk.requestChanges(Caller.of(security), id, reason(body)));
    }

    @POST
    @Path("/{id}/respond")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission(ApiPermission.SUBMISSIONS_WRITE)
    @Summary("Answers a reviewer's request; the submission waits for review again")
    public VersionView respond(@PathParam("id") String id, MessageBody body, @Context SecurityContext security) {
        var text = Texts.required("/text", body == null ? null : body.text(), MAX_MESSAGE);
        return view(desk.respond(Caller.of(security), id, text));
    }

    @POST
    @Path("/{id}/recheck")
    @RequiresPermission(ApiPermission.SUBMISSIONS_WRITE)
    @Summary("Has the checks made that could not be made before")
    @Answers(value = VersionView.class, accepted = Job.class)
    public Response recheck(
            @PathParam("id") String id, @QueryParam("wait") Integer wait, @Context SecurityContext security) {
        Accepted.waitOf(wait);
        var caller = Caller.of(security);
        return Accepted.respond(
                jobs,
                caller,
                desk.recheck(caller, id),
                wait,
                done -> Response.ok(view(submissions.get(caller, id))).build());
    }

    @GET
    @Path("/{id}/messages")
    @RequiresPermission(ApiPermission.SUBMISSIONS_READ)
    @Summary("What publisher and reviewers said to each other, the oldest first")
    public Page<SubmissionMessage> messages(
            @PathParam("id") String id, @BeanParam PageRequest page, @Context SecurityContext security) {
        var after = page.after(1).map(key -> key.get(0)).orElse("");
        return page.page(
                desk.messages(Caller.of(security), id, after, page.limit() + 1), message -> List.of(message.id()));
    }

    private VersionView view(ExtensionVersion version) {
        return VersionView.of(version, vocabulary);
    }

    private static String reason(ReviewBody body) {
        return Texts.required("/reason", body == null ? null : body.reason(), Texts.REASON);
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
