package org.archipel.connector.common.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookSubscription;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;

/**
 * Webhooks of a provider that lists what is registered, with one registration for each kind of event. What is there for an address is used
 * or changed, what is missing is made, what was made before and is not wanted any more is removed: a call whose answer was lost is found so
 * by the next one.
 */
public abstract class ListedSubscriptions implements WebhookSubscriber {
    private static final String SEPARATOR = ",";

    /**
     * One of the provider's registrations.
     *
     * @param id as the provider names it
     * @param kind of the events that it sends
     * @param address where it sends them to
     * @param expiresAt when it ends; empty if it has no end
     * @param credentials what the provider made for it and tells now; empty for nothing
     */
    public record Registration(
            String id, String kind, String address, Optional<Instant> expiresAt, Map<String, String> credentials) {
        /** One without an end, whose provider tells nothing. */
        public Registration(String id, String kind, String address) {
            this(id, kind, address, Optional.empty(), Map.of());
        }

        /** Without what the provider made. */
        @Override
        public String toString() {
            return "Registration[id=" + id + ", kind=" + kind + ", expiresAt=" + expiresAt + "]";
        }
    }

    /** The kinds of events that tell of changes of the entities. */
    protected abstract Set<String> kinds(Set<String> entities);

    /** All that is registered, whoever did so. */
    protected abstract List<Registration> list();

    /** Registers one. */
    protected abstract Registration create(String kind, WebhookSubscriptionRequest request);

    /**
     * Makes one that is there into one as it is asked for.
     *
     * @return empty if it cannot be made so: another one takes its place
     */
    protected abstract Optional<Registration> adopt(Registration present, WebhookSubscriptionRequest request);

    /**
     * Makes one last that the platform made.
     *
     * @return empty if that cannot be done, and it has to be made anew
     */
    protected Optional<Registration> prolong(Registration present, WebhookSubscriptionRequest request) {
        return adopt(present, request);
    }

    /** Removes one. */
    protected abstract void remove(Registration present);

    /** Whether one that is there sends to the address of a request, whatever secret that holds. */
    protected boolean sendsTo(Registration present, WebhookSubscriptionRequest request) {
        return present.address().equals(request.target().toString());
    }

    @Override
    public final WebhookSubscription subscribe(WebhookSubscriptionRequest request) {
        Set<String> kinds = told(request);
        Map<String, Registration> kept = new LinkedHashMap<>();
        List<Registration> surplus = new ArrayList<>();
        for (Registration one : ours(request)) {
            boolean wanted = kinds.contains(one.kind()) && sendsTo(one, request) && !kept.containsKey(one.kind());
            Optional<Registration> adopted = wanted ? gone(() -> adopt(one, request)) : Optional.empty();
            adopted.ifPresentOrElse(good -> kept.put(one.kind(), good), () -> surplus.add(one));
        }
        List<Registration> made = new ArrayList<>();
        try {
            for (String kind : kinds) {
                if (!kept.containsKey(kind)) {
                    Registration one = create(kind, request);
                    made.add(one);
                    kept.put(kind, one);
                }
            }
        } catch (RuntimeException e) {
            // Where it can never be had as a whole, each try would leave some more behind.
            made.forEach(one -> removeAfter(e, one));
            throw e;
        }
        // Last, so that events are told of all the time.
        surplus.forEach(this::removeQuietly);
        return subscription(kept.values());
    }

    @Override
    public final Optional<WebhookSubscription> renew(WebhookSubscriptionRequest request) {
        Set<String> known = ids(request);
        List<Registration> prolonged = new ArrayList<>();
        for (Registration one : list()) {
            if (known.contains(one.id())) {
                gone(() -> prolong(one, request)).ifPresent(prolonged::add);
            }
        }
        return prolonged.size() == known.size() && !known.isEmpty()
                ? Optional.of(subscription(prolonged))
                : Optional.empty();
    }

    @Override
    public final void unsubscribe(WebhookSubscriptionRequest request) {
        ours(request).forEach(this::removeQuietly);
    }

    /** What the platform made: by its handle, or, where an answer was lost, by its address and kind. What people registered besides stays. */
    private List<Registration> ours(WebhookSubscriptionRequest request) {
        Set<String> known = ids(request);
        Set<String> kinds = told(request);
        return list().stream()
                .filter(one -> known.contains(one.id()) || sendsTo(one, request) && kinds.contains(one.kind()))
                .toList();
    }

    private Set<String> told(WebhookSubscriptionRequest request) {
        return new TreeSet<>(
                kinds(request.entities().stream().filter(this::tells).collect(Collectors.toSet())));
    }

    private static Set<String> ids(WebhookSubscriptionRequest request) {
        return new TreeSet<>(request.handle()
                .map(text -> Arrays.asList(text.split(SEPARATOR)))
                .orElse(List.of()));
    }

    private static WebhookSubscription subscription(Iterable<Registration> registrations) {
        List<String> ids = new ArrayList<>();
        List<Instant> ends = new ArrayList<>();
        Map<String, String> credentials = new LinkedHashMap<>();
        for (Registration one : registrations) {
            ids.add(one.id());
            one.expiresAt().ifPresent(ends::add);
            credentials.putAll(one.credentials());
        }
        return new WebhookSubscription(
                String.join(SEPARATOR, ids), ends.stream().min(Comparator.naturalOrder()), credentials);
    }

    private void removeAfter(RuntimeException failure, Registration one) {
        try {
            removeQuietly(one);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void removeQuietly(Registration one) {
        gone(() -> {
            remove(one);
            return Optional.empty();
        });
    }

    /** One that went since it was listed is no failure. */
    private static Optional<Registration> gone(Supplier<Optional<Registration>> call) {
        try {
            return call.get();
        } catch (Refusal e) {
            if (e.problem().meaning() == Meaning.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
