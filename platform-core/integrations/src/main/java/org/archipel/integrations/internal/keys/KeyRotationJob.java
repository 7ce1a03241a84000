package org.archipel.integrations.internal.keys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobRequest;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Caller;
import org.archipel.security.KeyRotation;
import org.archipel.security.KeyRotation.Rotation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Rotates a key. A run that was broken off is done again, and loses nothing: former keys stay until all is encrypted anew. */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + KeyRotationJob.TYPE)
public class KeyRotationJob implements JobHandler {
    /** The type of these jobs. */
    public static final String TYPE = "keys.rotate";

    /** The data key of the organization. */
    public static final String CREDENTIALS = "credentials";

    /** The master key of the installation. */
    public static final String MASTER = "master";

    private final KeyRotation rotation;

    @Activate
    public KeyRotationJob(@Reference KeyRotation rotation) {
        this.rotation = rotation;
    }

    /** The job that rotates a key of the level; one at a time. */
    public static JobRequest request(String level) {
        return JobRequest.of(TYPE, Json.object().put("level", level)).exclusive("keys.rotate:" + level);
    }

    @Override
    public JsonNode run(JobExecution execution) {
        Job job = execution.job();
        Caller caller =
                new Caller(job.createdBy(), job.organizationId(), "", EnumSet.noneOf(ApiPermission.class), "", "");
        String level = job.input().path("level").asText();
        Rotation done = switch (level) {
            case CREDENTIALS -> rotation.rotateCredentialKey(caller);
            case MASTER -> rotation.rotateMasterKey(caller);
            default -> throw new PlatformException(ErrorCode.VALIDATION_ERROR, "There is no key level " + level + ".");
        };
        return Json.object().put("level", level).put("keyId", done.keyId()).put("changed", done.changed());
    }
}
