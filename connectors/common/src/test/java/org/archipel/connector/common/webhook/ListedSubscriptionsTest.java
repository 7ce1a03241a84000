package org.archipel.connector.common.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.junit.jupiter.api.Test;

class ListedSubscriptionsTest {
    private static final URI TARGET = URI.create("https://hub.test/api/webhooks/1");

    private final List<ListedSubscriptions.Registration> present = new ArrayList<>();
    private boolean allowed = true;
    private int made;

    @Test
    void whatCannotBeHadAsAWholeLeavesNothingBehindHoweverOftenItIsTried() {
        String handle = new Kinds().subscribe(request(Optional.empty())).handle();
        assertThat(present).hasSize(2);
        allowed = false;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> new Kinds().subscribe(request(Optional.of(handle))))
                    .isInstanceOf(RemoteException.class)
                    .hasMessage("not allowed");
        }
        assertThat(present)
                .as("those that were there, and no more")
                .extracting(ListedSubscriptions.Registration::id)
                .containsExactly("1", "2");
        allowed = true;
        new Kinds().subscribe(request(Optional.of(handle)));
        assertThat(present).hasSize(2);
    }

    private static WebhookSubscriptionRequest request(Optional<String> handle) {
        return new WebhookSubscriptionRequest(TARGET, Optional.of("secret"), Set.of("a", "b"), "attempt", handle);
    }

    /** Registrations that cannot be changed; the second kind may be forbidden. */
    private final class Kinds extends ListedSubscriptions {
        @Override
        public boolean tells(String entity) {
            return true;
        }

        @Override
        protected Set<String> kinds(Set<String> entities) {
            return entities;
        }

        @Override
        protected List<Registration> list() {
            return List.copyOf(present);
        }

        @Override
        protected Registration create(String kind, WebhookSubscriptionRequest request) {
            if (kind.equals("b") && !allowed) {
                throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "not allowed", false);
            }
            Registration one = new Registration(
                    Integer.toString(++made), kind, request.target().toString());
            present.add(one);
            return one;
        }

        @Override
        protected Optional<Registration> adopt(Registration one, WebhookSubscriptionRequest request) {
            return Optional.empty();
        }

        @Override
        protected void remove(Registration one) {
            present.remove(one);
        }
    }
}
