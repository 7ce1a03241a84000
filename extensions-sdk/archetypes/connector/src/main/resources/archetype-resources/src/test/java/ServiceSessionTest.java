package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ServiceSessionTest {
    @Test
    void aPageOfRecordsIsRead() {
        ReadPage page = session(200, "[{'id': 1}, {'id': 'b'}]").read(firstPage());
        assertThat(page.records()).extracting(SourceRecord::externalId).containsExactly("1", "b");
        assertThat(page.hasMore()).isTrue();
    }

    @Test
    void anEmptyPageIsTheLast() {
        assertThat(session(200, "[]").read(firstPage()).hasMore()).isFalse();
    }

    @Test
    void aRefusalIsAnErrorWithACode() {
        assertThatThrownBy(() -> session(401, "").read(firstPage())).isInstanceOf(RemoteException.class);
        assertThat(session(401, "").test().successful()).isFalse();
    }

    private static ReadRequest firstPage() {
        return new ReadRequest("item", Optional.empty(), 100, Optional.empty());
    }

    /** A session whose system gives one answer to every request. */
    private static ServiceSession session(int status, String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        HttpClient http = request -> new HttpResponse(status, Map.of(), bytes);
        return new ServiceSession((ConnectorContext) Proxy.newProxyInstance(
                ServiceSessionTest.class.getClassLoader(),
                new Class<?>[] {ConnectorContext.class},
                (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "http" -> http;
                        case "endpoint" -> Optional.empty();
                        case "config" -> JsonNodeFactory.instance.objectNode();
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                }));
    }
}
