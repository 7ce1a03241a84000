package org.archipel.integrations.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.integrations.internal.keys.KeyRotationJob;
import org.archipel.messaging.Accepted;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes the keys of credentials while everything runs. */
@PlatformResource
@Component(service = KeyRotationsResource.class)
@Path("keys")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Credential keys")
public class KeyRotationsResource {
    private final JobQueue jobs;
    private final UnitOfWork work;

    @Activate
    public KeyRotationsResource(@Reference JobQueue jobs, @Reference(target = "(unit=integrations)") UnitOfWork work) {
        this.jobs = jobs;
        this.work = work;
    }

    @POST
    @Path("credentials/rotations")
    @RequiresPermission(ApiPermission.USERS_WRITE)
    @Summary("Makes a new key for the organization's credentials and encrypts them anew; goes on after a crash")
    @Answers(value = JsonNode.class, accepted = Job.class)
    public Response rotateCredentialKey(@Context SecurityContext security, @QueryParam("wait") Integer wait) {
        return submit(Caller.of(security), KeyRotationJob.CREDENTIALS, wait);
    }

    @POST
    @Path("master/rotations")
    @RequiresPermission(ApiPermission.ORGANIZATIONS_MANAGE)
    @Summary("Makes a new master key and wraps all keys of the installation by it; goes on after a crash")
    @Answers(value = JsonNode.class, accepted = Job.class)
    public Response rotateMasterKey(@Context SecurityContext security, @QueryParam("wait") Integer wait) {
        return submit(Caller.of(security), KeyRotationJob.MASTER, wait);
    }

    private Response submit(Caller caller, String level, Integer wait) {
        Accepted.waitOf(wait);
        Job job = work.call(transaction -> jobs.submit(transaction, caller, KeyRotationJob.request(level)));
        return Accepted.respond(jobs, caller, job, wait);
    }
}
