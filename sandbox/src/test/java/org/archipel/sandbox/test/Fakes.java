package org.archipel.sandbox.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.JobSchedule;
import org.archipel.messaging.JobSchedules;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.LocalAddress;
import org.archipel.rest.Page;
import org.archipel.security.Authentication;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.osgi.framework.BundleContext;

/** Stand-ins for the services of other bundles; what they were told can be looked at. */
public final class Fakes {
    public final Map<String, JobSchedule> schedules = new ConcurrentHashMap<>();
    public final List<Outbox.Draft> events = new CopyOnWriteArrayList<>();
    public final Map<String, ObjectNode> credentials = new ConcurrentHashMap<>();
    public final List<JobRequest> jobs = new CopyOnWriteArrayList<>();

    /** API keys are names of organizations; every caller may use extensions but one of the organization {@code nobody}. */
    public static final Authentication AUTHENTICATION = given -> {
        String organization = given.apiKey()
                .orElseThrow(() -> new PlatformException(ErrorCode.AUTHENTICATION_ERROR, "A credential is needed."));
        EnumSet<ApiPermission> permissions = organization.equals("nobody")
                ? EnumSet.noneOf(ApiPermission.class)
                : EnumSet.of(ApiPermission.EXTENSIONS_USE);
        return new Caller("key:1", organization, "u1", permissions, given.ip(), given.requestId());
    };

    public void register(BundleContext context) {
        context.registerService(Authentication.class, AUTHENTICATION, new Hashtable<>());
        context.registerService(LocalAddress.class, new LocalAddress(context), new Hashtable<>());
        context.registerService(Outbox.class, new RecordingOutbox(), new Hashtable<>());
        context.registerService(JobSchedules.class, new RecordingSchedules(), new Hashtable<>());
        context.registerService(JobQueue.class, new RecordingQueue(), new Hashtable<>());
        context.registerService(CredentialVault.class, new OpenVault(), new Hashtable<>());
    }

    private final class RecordingOutbox implements Outbox {
        @Override
        public List<String> appendAll(Transaction transaction, String organizationId, List<Draft> drafts) {
            events.addAll(drafts);
            return drafts.stream().map(draft -> Ids.next()).toList();
        }
    }

    private final class RecordingSchedules implements JobSchedules {
        @Override
        public void put(Transaction transaction, Caller caller, JobSchedule schedule) {
            schedules.put(schedule.name(), schedule);
        }

        @Override
        public boolean remove(Transaction transaction, String organizationId, String name) {
            return schedules.remove(name) != null;
        }

        @Override
        public Optional<Instant> nextRun(String organizationId, String name) {
            return Optional.empty();
        }
    }

    private final class RecordingQueue implements JobQueue {
        @Override
        public Job submit(Transaction transaction, Caller caller, JobRequest request) {
            jobs.add(request);
            return new Job(
                    Ids.next(),
                    caller.organizationId(),
                    request.type(),
                    Job.State.QUEUED,
                    request.input(),
                    new Job.Progress(0, null, ""),
                    0,
                    request.maxAttempts(),
                    null,
                    null,
                    false,
                    caller.actor(),
                    Instant.now(),
                    null,
                    null,
                    null,
                    0L);
        }

        @Override
        public Optional<Job> find(String organizationId, String jobId) {
            return Optional.empty();
        }

        @Override
        public Page<Job> list(String organizationId, JobFilter filter, Optional<String> cursor, int limit) {
            return new Page<>(List.of(), null);
        }

        @Override
        public Job await(String organizationId, String jobId, Duration atMost) {
            throw new NotFoundException("no such job");
        }

        @Override
        public Job cancel(Caller caller, String jobId) {
            throw new NotFoundException("no such job");
        }

        @Override
        public boolean withdraw(Transaction transaction, Caller caller, String jobId) {
            return false;
        }

        @Override
        public Job replay(Caller caller, String jobId) {
            throw new NotFoundException("no such job");
        }

        @Override
        public void arrived(String awaited) {
            // Nothing waits here.
        }

        @Override
        public void arrived(String awaited, int most) {
            // Nothing waits here.
        }
    }

    private final class OpenVault implements CredentialVault {
        @Override
        public void put(Transaction transaction, String organizationId, String reference, ObjectNode secrets) {
            credentials.put(organizationId + "/" + reference, secrets);
        }

        @Override
        public ObjectNode open(String organizationId, String reference) {
            return Optional.ofNullable(credentials.get(organizationId + "/" + reference))
                    .orElseThrow(() -> new NotFoundException("no credentials"));
        }

        @Override
        public boolean has(String organizationId, String reference) {
            return credentials.containsKey(organizationId + "/" + reference);
        }

        @Override
        public void delete(Transaction transaction, String organizationId, String reference) {
            credentials.remove(organizationId + "/" + reference);
        }
    }
}
