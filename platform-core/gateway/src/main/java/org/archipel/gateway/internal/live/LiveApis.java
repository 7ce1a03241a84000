package org.archipel.gateway.internal.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.gateway.internal.cache.CacheVersions;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.pipeline.Endpoint;
import org.archipel.gateway.internal.pipeline.EndpointCompiler;
import org.archipel.gateway.internal.store.ApiSecrets;
import org.archipel.gateway.internal.store.CustomApiStore;
import org.archipel.security.Organizations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints that answer, by organization; read at an organization's first request. A change on this node is seen at once, one on
 * another node within a second. A request that finds its organization here asks no database. Thread-safe.
 */
@Component(service = LiveApis.class)
public class LiveApis {
    private static final Logger LOG = LoggerFactory.getLogger(LiveApis.class);
    private static final int UNKNOWN = 10_000;
    private static final int SELDOM = 5;

    private final CustomApiStore store;
    private final ApiSecrets secrets;
    private final EndpointCompiler compiler;
    private final Organizations organizations;
    private final CacheVersions versions;
    private final Map<String, OrganizationApis> live = new ConcurrentHashMap<>();
    private final Map<String, String> slugs = new ConcurrentHashMap<>();
    private final Cache<String, Boolean> unknown = Caffeine.newBuilder()
            .maximumSize(UNKNOWN)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService looking = DaemonThreads.timer("gateway-changes");
    private int looks;

    @Activate
    public LiveApis(
            @Reference CustomApiStore store,
            @Reference ApiSecrets secrets,
            @Reference EndpointCompiler compiler,
            @Reference Organizations organizations,
            @Reference CacheVersions versions) {
        this.store = store;
        this.secrets = secrets;
        this.compiler = compiler;
        this.organizations = organizations;
        this.versions = versions;
        looking.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Deactivate
    public void close() {
        looking.shutdownNow();
    }

    /** The endpoints of an organization; empty if there is none of that slug. */
    public Optional<OrganizationApis> find(String slug) {
        String id = slugs.get(slug);
        if (id == null) {
            id = resolve(slug);
            if (id == null) {
                return Optional.empty();
            }
        }
        OrganizationApis present = live.get(id);
        return Optional.of(present != null ? present : live.computeIfAbsent(id, this::load));
    }

    /** Whether {@link #find} asks no database. */
    public boolean knows(String slug) {
        String id = slugs.get(slug);
        return id == null ? unknown.getIfPresent(slug) != null : live.containsKey(id);
    }

    /** The endpoints of an organization, by its id. */
    public OrganizationApis ofOrganization(String id) {
        return live.computeIfAbsent(id, this::load);
    }

    private String resolve(String slug) {
        if (unknown.getIfPresent(slug) != null) {
            return null;
        }
        Optional<String> id = organizations
                .find(slug)
                .filter(organization -> organization.slug().equals(slug))
                .map(Organizations.Organization::id);
        if (id.isEmpty()) {
            unknown.put(slug, true);
            return null;
        }
        slugs.put(slug, id.get());
        return id.get();
    }

    /**
     * To be called when a change has committed.
     *
     * @param api with its secrets
     */
    public void changed(CustomApi api) {
        // An organization that nobody called yet is read at its first call.
        live.computeIfPresent(api.organizationId(), (id, present) -> applied(present, api));
    }

    /** To be called when a removal has committed. */
    public void removed(String organizationId, String apiId) {
        live.computeIfPresent(organizationId, (id, present) -> present.without(apiId));
    }

    private OrganizationApis applied(OrganizationApis present, CustomApi api) {
        boolean late = present.byId(api.id())
                .filter(endpoint -> endpoint.api().revision() >= api.revision())
                .isPresent();
        if (late) {
            return present;
        }
        if (!api.definition().isActive()) {
            return present.without(api.id());
        }
        return present.with(compiled(api));
    }

    private OrganizationApis load(String organizationId) {
        return refreshed(organizationId, OrganizationApis.none(-1));
    }

    /** What was read before the count of changes that it is told to be of is at least as new. */
    private OrganizationApis refreshed(String organizationId, OrganizationApis present) {
        long changes = store.changes(organizationId);
        versions.read(organizationId);
        Map<String, Long> active = store.active(organizationId);
        OrganizationApis result = present;
        for (String id : Set.copyOf(present.endpoints().keySet())) {
            if (!active.containsKey(id)) {
                result = result.without(id);
            }
        }
        Set<String> wanted = new HashSet<>();
        active.forEach((id, revision) -> {
            boolean known = present.byId(id)
                    .filter(endpoint -> endpoint.api().revision() == revision)
                    .isPresent();
            if (!known) {
                wanted.add(id);
            }
        });
        List<Endpoint> compiled = new ArrayList<>();
        for (CustomApi api : store.find(organizationId, wanted)) {
            if (api.definition().isActive()) {
                compiled.add(opened(api));
            }
        }
        return result.with(compiled).at(changes);
    }

    private Endpoint compiled(CustomApi api) {
        try {
            return compiler.compile(api);
        } catch (RuntimeException e) {
            return unavailable(api, e);
        }
    }

    /** An endpoint of what is stored; one whose secrets cannot be read takes none of the others away. */
    private Endpoint opened(CustomApi api) {
        try {
            return compiled(secrets.open(api));
        } catch (RuntimeException e) {
            return unavailable(api, e);
        }
    }

    /** It was valid when it was saved: what it refers to is gone. */
    private Endpoint unavailable(CustomApi api, RuntimeException e) {
        LOG.warn("The custom API {} cannot be served: {}", api.id(), e.getMessage());
        return compiler.unavailable(api);
    }

    /** What APIs refer to may have come back. */
    private void retryUnavailable() {
        live.forEach((id, known) -> known.endpoints().values().stream()
                .filter(endpoint -> !endpoint.isAvailable())
                .forEach(endpoint -> retry(id, endpoint)));
    }

    private void retry(String organizationId, Endpoint endpoint) {
        try {
            Endpoint again = compiler.compile(secrets.open(endpoint.api()));
            live.computeIfPresent(
                    organizationId,
                    (id, present) ->
                            present.byId(endpoint.api().id()).orElse(null) == endpoint ? present.with(again) : present);
            LOG.info("The custom API {} is served again", endpoint.api().id());
        } catch (RuntimeException e) {
            LOG.debug(
                    "The custom API {} can still not be served", endpoint.api().id(), e);
        }
    }

    private void look() {
        if (live.isEmpty() && slugs.isEmpty()) {
            return;
        }
        try {
            Map<String, Long> changes = store.changes();
            live.forEach((id, known) -> {
                if (known.changes() != changes.getOrDefault(id, 0L)) {
                    refresh(id);
                }
            });
            if (++looks % SELDOM == 0) {
                checkSlugs();
                retryUnavailable();
            }
        } catch (RuntimeException e) {
            LOG.debug("Changed custom APIs could not be looked for", e);
        }
    }

    private void refresh(String organizationId) {
        try {
            live.computeIfPresent(organizationId, this::refreshed);
        } catch (RuntimeException e) {
            // The others' changes are seen nevertheless.
            LOG.warn("The custom APIs of the organization {} could not be read again", organizationId, e);
        }
    }

    private void checkSlugs() {
        slugs.forEach((slug, id) -> {
            boolean same = organizations
                    .find(slug)
                    .filter(organization ->
                            organization.id().equals(id) && organization.slug().equals(slug))
                    .isPresent();
            if (!same) {
                slugs.remove(slug);
                live.remove(id);
            }
        });
    }
}
