package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.RemoteException;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class ServiceConnectorTest {
    private static final String ITEMS = "https://api.example.com/items?page=1&limit=100";
    private static final ReadRequest FIRST_PAGE = new ReadRequest("item", Optional.empty(), 100, Optional.empty());

    private static ConnectorSession connect(TestPlatform platform) {
        return platform.connect(
                "${extensionId}",
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode().put("token", "t-1"));
    }

    @Test
    void aPageOfRecordsIsReadWithTheToken(TestPlatform platform) {
        platform.http().when("GET", ITEMS).json("[{\"id\": 1}, {\"id\": \"b\"}]");
        try (ConnectorSession session = connect(platform)) {
            ReadPage page = session.read(FIRST_PAGE);
            assertThat(page.records()).extracting(SourceRecord::externalId).containsExactly("1", "b");
            assertThat(page.hasMore()).isTrue();
        }
        assertThat(platform.http().requests().get(0).headers())
                .containsEntry("Authorization", List.of("Bearer t-1"));
    }

    @Test
    void anEmptyPageIsTheLast(TestPlatform platform) {
        platform.http().when("GET", ITEMS).json("[]");
        try (ConnectorSession session = connect(platform)) {
            assertThat(session.read(FIRST_PAGE).hasMore()).isFalse();
        }
    }

    @Test
    void aRefusalIsAnErrorWithACode(TestPlatform platform) {
        platform.http().when("GET", "https://api.example.com/*").status(401);
        try (ConnectorSession session = connect(platform)) {
            assertThatThrownBy(() -> session.read(FIRST_PAGE)).isInstanceOf(RemoteException.class);
            assertThat(session.test().successful()).isFalse();
        }
    }
}
