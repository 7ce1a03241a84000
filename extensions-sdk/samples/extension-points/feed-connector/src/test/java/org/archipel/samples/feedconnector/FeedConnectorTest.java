package org.archipel.samples.feedconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class FeedConnectorTest {
    private static final String ARTICLES = "https://feed.example.com/articles?topic=tea&page=";
    private static final ObjectNode CONFIG = JsonNodeFactory.instance.objectNode().put("topic", "tea");
    private static final ObjectNode CREDENTIALS = JsonNodeFactory.instance.objectNode().put("key", "k-1");

    private static ConnectorSession connect(TestPlatform platform) {
        return platform.connect("org.archipel.samples.feedconnector", CONFIG, CREDENTIALS);
    }

    private static ReadRequest first() {
        return new ReadRequest("articles", Optional.empty(), 100, Optional.empty());
    }

    @Test
    void pagesFollowEachOther(TestPlatform platform) {
        platform.http().when("GET", ARTICLES + 1).json("{\"articles\": [{\"id\": \"a\"}], \"more\": true}");
        platform.http().when("GET", ARTICLES + 2).json("{\"articles\": [{\"id\": \"b\"}]}");
        try (ConnectorSession session = connect(platform)) {
            ReadPage page = session.read(first());
            assertThat(page.records()).hasSize(1);
            assertThat(page.hasMore()).isTrue();
            page = session.read(new ReadRequest("articles", page.nextCursor(), 100, Optional.empty()));
            assertThat(page.records()).hasSize(1);
            assertThat(page.hasMore()).isFalse();
        }
        assertThat(platform.http().requests())
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("X-Feed-Key", List.of("k-1")));
    }

    @Test
    void aWrongKeyIsTold(TestPlatform platform) {
        platform.http().when("GET", ARTICLES + "*").status(401);
        try (ConnectorSession session = connect(platform)) {
            assertThatThrownBy(() -> session.read(first()))
                    .isInstanceOfSatisfying(RemoteException.class, failure -> assertThat(failure.code())
                            .isEqualTo(ErrorCode.AUTHENTICATION_FAILED));
        }
    }
}
