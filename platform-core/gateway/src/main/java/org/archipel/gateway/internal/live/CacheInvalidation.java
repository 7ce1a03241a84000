package org.archipel.gateway.internal.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import org.archipel.api.event.Event;
import org.archipel.gateway.internal.cache.CacheVersions;
import org.archipel.gateway.internal.model.CachingSettings;
import org.archipel.gateway.internal.model.CachingSettings.InvalidationRule;
import org.archipel.gateway.internal.model.CachingSettings.On;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.pipeline.Endpoint;
import org.archipel.messaging.EventSubscriber;
import org.archipel.messaging.TopicFilter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Drops kept answers when something happens that their APIs name: an event, a change of records, a write by another API. */
@Component(
        service = {CacheInvalidation.class, EventSubscriber.class},
        property = {EventSubscriber.NAME + "=gateway.cache", EventSubscriber.TOPICS + "=*"})
public class CacheInvalidation implements EventSubscriber {
    private final LiveApis live;
    private final CacheVersions versions;

    @Activate
    public CacheInvalidation(@Reference LiveApis live, @Reference CacheVersions versions) {
        this.live = live;
        this.versions = versions;
    }

    @Override
    public void onEvent(String organizationId, Event event) {
        String entity = entity(event);
        drop(organizationId, rule -> switch (rule.on()) {
            case EVENT -> TopicFilter.of(List.of(rule.value())).matches(event.topic());
            case RECORD -> rule.value().equals(entity);
            case WRITE -> false;
        });
    }

    /** An API that writes answered well. */
    public void written(Endpoint endpoint) {
        String path = endpoint.api().definition().path();
        drop(
                endpoint.api().organizationId(),
                rule -> rule.on() == On.WRITE && rule.value().equals(path));
    }

    /** Drops the answers of all APIs of an organization that carry a tag. */
    public int dropTag(String organizationId, String tag) {
        List<CustomApi> tagged = live.ofOrganization(organizationId).caching().stream()
                .filter(api -> settings(api).tags().contains(tag))
                .toList();
        tagged.forEach(api -> versions.next(organizationId, api.id()));
        return tagged.size();
    }

    private void drop(String organizationId, Predicate<InvalidationRule> when) {
        live.ofOrganization(organizationId).caching().stream()
                .filter(api -> settings(api).invalidationRules().stream().anyMatch(when))
                .forEach(api -> versions.next(organizationId, api.id()));
    }

    private static CachingSettings settings(CustomApi api) {
        return api.definition().config().caching();
    }

    /** The entity whose records changed; empty for other events. */
    private static String entity(Event event) {
        JsonNode entity = event.data() == null ? null : event.data().get("entity");
        boolean records = event.topic().startsWith("record.") || event.topic().equals("records.changed");
        return records && entity != null ? entity.asText("") : "";
    }
}
