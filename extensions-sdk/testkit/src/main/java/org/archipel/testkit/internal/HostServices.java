package org.archipel.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
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
import org.archipel.api.event.Event;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobSchedules;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.LocalAddress;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.internal.problem.ProblemDocumentWriter;
import org.archipel.sandbox.HttpTransport;
import org.archipel.sandbox.RecordAccess;
import org.archipel.sandbox.internal.panel.PanelTickets;
import org.archipel.security.Authentication;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.archipel.testkit.FakeHttp;
import org.archipel.testkit.TestClock;
import org.osgi.framework.BundleContext;

/** The services of the platform's other bundles, as far as the sandbox asks for them: in memory, and open to the tests. */
final class HostServices {
    private final Map<String, List<Event>> published = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> credentials = new ConcurrentHashMap<>();
    private final Map<String, MemoryRecords> records = new ConcurrentHashMap<>();
    private final MemoryJobs jobs = new MemoryJobs();
    private final SharedClock clock = new SharedClock();
    private final CredentialVault vault = new OpenVault();
    private PanelTickets tickets;
    private volatile FakeHttp http = new FakeHttp();

    void register(BundleContext context, UnitOfWork database) {
        tickets = new PanelTickets(database, vault);
        register(context, Authentication.class, HostServices::authenticate);
        register(context, LocalAddress.class, new LocalAddress(context));
        register(context, ProblemDocuments.class, new ProblemDocumentWriter());
        register(context, Outbox.class, this::publish);
        register(context, JobSchedules.class, jobs.schedules());
        register(context, JobQueue.class, jobs);
        register(context, CredentialVault.class, vault);
        register(context, RecordAccess.class, installation -> records(installation.organizationId()));
        register(context, HttpTransport.class, request -> http.carry(request));
        context.registerService(Clock.class, clock, new Hashtable<>(Map.of("archipel.clock", "extensions")));
        context.registerService(UnitOfWork.class, database, new Hashtable<>(Map.of(UnitOfWork.UNIT, "sandbox")));
    }

    private static <T> void register(BundleContext context, Class<T> type, T service) {
        context.registerService(type, service, new Hashtable<>());
    }

    /** An API key is the name of an organization. */
    private static Caller authenticate(Authentication.Credentials given) {
        String organization = given.apiKey()
                .orElseThrow(() -> new PlatformException(ErrorCode.AUTHENTICATION_ERROR, "A credential is needed."));
        return new Caller(
                "user:test",
                organization,
                "test",
                EnumSet.of(ApiPermission.EXTENSIONS_USE),
                given.ip(),
                given.requestId());
    }

    private List<String> publish(Transaction transaction, String organizationId, List<Outbox.Draft> drafts) {
        return drafts.stream()
                .map(draft -> {
                    Event event = new Event(Ids.next(), draft.topic(), draft.subject(), draft.data(), clock.instant());
                    published(organizationId).add(event);
                    return event.id();
                })
                .toList();
    }

    List<Event> published(String organizationId) {
        return published.computeIfAbsent(organizationId, absent -> new CopyOnWriteArrayList<>());
    }

    MemoryRecords records(String organizationId) {
        return records.computeIfAbsent(organizationId, absent -> new MemoryRecords(clock));
    }

    /** Tickets that the container takes, for their key is in the same vault. */
    PanelTickets tickets() {
        return tickets;
    }

    MemoryJobs jobs() {
        return jobs;
    }

    void keep(String organizationId, String reference, ObjectNode secrets) {
        credentials.put(organizationId + "/" + reference, secrets);
    }

    /** From now on these answer and tell the time. */
    void use(FakeHttp newHttp, TestClock newClock) {
        http = newHttp;
        clock.use(newClock);
    }

    /** Forgets an organization. */
    void forget(String organizationId) {
        published.remove(organizationId);
        records.remove(organizationId);
        credentials.keySet().removeIf(key -> key.startsWith(organizationId + "/"));
        jobs.forget(organizationId);
    }

    private final class OpenVault implements CredentialVault {
        @Override
        public void put(Transaction transaction, String organizationId, String reference, ObjectNode secrets) {
            keep(organizationId, reference, secrets);
        }

        @Override
        public ObjectNode open(String organizationId, String reference) {
            return Optional.ofNullable(credentials.get(organizationId + "/" + reference))
                    .map(ObjectNode::deepCopy)
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
