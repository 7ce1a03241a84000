package org.archipel.sandbox.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.archipel.api.error.ValidationException;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.test.LiveIslands;
import org.archipel.sandbox.test.Settings;

class IslandEventsTest {
    private final List<ObjectNode> published = new ArrayList<>();

    private final LiveIsland island = LiveIslands.admit(List.of(new Permission(
            "events", Set.of("publish"), List.of(new PermissionCondition("topics", List.of("shop.*"))))));

    private IslandEvents events(TestDatabase database) {
        Outbox outbox = (transaction, organizationId, drafts) -> drafts.stream()
                .map(draft -> {
                    published.add(draft.data());
                    return "1";
                })
                .toList();
        return new IslandEvents(
                island,
                database.unit("sandbox"),
                outbox,
                new Accounts(new GovernorConfig(Settings.context())).of(island.installation()));
    }

    private static ObjectNode data(int objects) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode list = data.putArray("list");
        for (int i = 0; i < objects; i++) {
            list.addObject();
        }
        return data;
    }

    @DatabaseTest
    void eventsThatAreShortAndTakeMuchMemoryAreRefused(TestDatabase database) {
        IslandEvents events = events(database);

        assertThatThrownBy(() -> events.publish("shop.sold", "shop/1", data(100_000)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("100000 values");
        events.publish("shop.sold", "shop/1", data(90_000));

        assertThat(published).hasSize(1);
    }
}
