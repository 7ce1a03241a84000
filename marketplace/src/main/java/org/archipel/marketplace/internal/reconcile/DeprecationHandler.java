package org.archipel.marketplace.internal.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.install.Deprecations;
import org.archipel.marketplace.internal.install.Notices;
import org.archipel.marketplace.internal.model.Deprecation;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the organizations that have an extension installed that it is not kept up any more. */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + Deprecations.JOB_TYPE)
public final class DeprecationHandler implements JobHandler {
    private final InstallationRecords records;
    private final Deprecations deprecations;
    private final Notices notices;

    @Activate
    public DeprecationHandler(
            @Reference InstallationRecords records, @Reference Deprecations deprecations, @Reference Notices notices) {
        this.records = records;
        this.deprecations = deprecations;
        this.notices = notices;
    }

    @Override
    public JsonNode run(JobExecution execution) {
        var id = execution.job().input().get(Deprecations.EXTENSION).asText();
        int told = 0;
        var deprecation = deprecations.find(id);
        if (deprecation.isPresent()) {
            for (var copy : records.ofExtension(id)) {
                execution.checkCancelled();
                var data = Json.object().put("reason", deprecation.get().reason());
                deprecation.get().replacement().ifPresent(other -> data.put("replacement", other));
                notices.tell(
                        Caller.system("deprecation", copy.organizationId()), copy.id(), words(deprecation.get()), data);
                told++;
            }
        }
        return Json.object().put("copies", told);
    }

    private static String words(Deprecation deprecation) {
        return "the extension is not kept up any more"
                + deprecation
                        .replacement()
                        .map(other -> "; " + other + " takes its place")
                        .orElse("")
                + ": " + deprecation.reason();
    }
}
