package org.archipel.marketplace.internal.rest;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.model.Review;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.review.Reviews;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reviews of an extension. */
@Path("/marketplace/extensions/{id}/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Marketplace: ratings and reviews")
@PlatformResource
@Component(service = ReviewsResource.class)
public final class ReviewsResource {
    private final Reviews reviews;

    @Activate
    public ReviewsResource(@Reference Reviews reviews) {
        this.reviews = reviews;
    }

    @GET
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("The reviews of an extension, the newest first")
    public Page<ReviewView> list(
            @PathParam("id") String id, @BeanParam PageRequest page, @Context SecurityContext security) {
        var before = page.after(1).map(key -> key.get(0)).orElse(SubmissionQuery.FIRST_PAGE);
        var organization = Caller.of(security).organizationId();
        return page.page(reviews.list(id, before, page.limit()), (Review review) -> List.of(review.id()))
                .map(review -> ReviewView.of(review, organization));
    }

    @GET
    @Path("/own/{version}")
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("The organization's own review of a version")
    @Answers(ReviewView.class)
    public Response own(
            @PathParam("id") String id,
            @PathParam("version") String version,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        var caller = Caller.of(security);
        var review = reviews.find(caller, id, version)
                .orElseThrow(() -> new NotFoundException("the organization has not reviewed this version"));
        return Preconditions.read(
                headers, EntityTags.of(review.revision()), ReviewView.of(review, caller.organizationId()));
    }

    @PUT
    @Path("/own/{version}")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Writes or changes the organization's review of a version that it had installed")
    @Answers(ReviewView.class)
    public Response write(
            @PathParam("id") String id,
            @PathParam("version") String version,
            ReviewStarsBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        if (body == null || body.stars() == null) {
            throw new ValidationException("/stars", "say how many, 1 to 5");
        }
        var caller = Caller.of(security);
        var review = reviews.write(caller, id, version, body.stars(), body.text(), precondition(headers));
        return Response.ok(ReviewView.of(review, caller.organizationId()))
                .tag(EntityTags.of(review.revision()))
                .build();
    }

    @DELETE
    @Path("/own/{version}")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Takes the organization's review of a version back")
    public void delete(
            @PathParam("id") String id,
            @PathParam("version") String version,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        reviews.delete(Caller.of(security), id, version, precondition(headers));
    }

    @DELETE
    @Path("/{reviewId}")
    @RequiresPermission(ApiPermission.SUBMISSIONS_REVIEW)
    @Summary("Removes a review of any organization that does not belong into the catalogue")
    public void moderate(
            @PathParam("id") String id, @PathParam("reviewId") String reviewId, @Context SecurityContext security) {
        reviews.moderate(Caller.of(security), id, reviewId);
    }

    private static Consumer<Optional<Review>> precondition(HttpHeaders headers) {
        return present -> present.map(Review::revision)
                .ifPresentOrElse(
                        revision -> Preconditions.check(headers, EntityTags.of(revision)),
                        () -> Preconditions.checkAbsent(headers));
    }
}
