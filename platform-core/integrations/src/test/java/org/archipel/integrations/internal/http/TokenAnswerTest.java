package org.archipel.integrations.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only a refusal of the provider itself ends a connection for good. */
class TokenAnswerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200|<html>Maintenance</html>|true",
                "200|{}|true",
                "302||true",
                "400|<html>Bad request</html>|true",
                "403|<html>Blocked by the proxy</html>|true",
                "404|{\"message\":\"no Route matched\"}|true",
                "408|{\"error\":\"timeout\"}|true",
                "429|{\"error\":\"invalid_grant\"}|true",
                "503|{\"error\":\"server_error\"}|true",
                "400|{\"error\":\"temporarily_unavailable\"}|true",
                "400|{\"error\":\"invalid_grant\"}|false",
                "400|{\"status\":\"BAD_REFRESH_TOKEN\"}|false",
                "401||false",
                "403|{\"errors\":[{\"error_type\":\"UNAUTHORIZED\"}]}|false",
                "200|{\"ok\":false,\"error\":\"invalid_refresh_token\"}|false"
            })
    void aRefusalIsForGoodOrMayPass(int status, String body, boolean retryable) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        RemoteException refusal =
                TokenAnswer.of(new HttpResponse(status, Map.of(), bytes)).refusal(Clock.systemUTC());
        assertThat(refusal.retryable()).isEqualTo(retryable);
        assertThat(refusal.code() == ErrorCode.AUTHENTICATION_FAILED).isEqualTo(!retryable);
    }
}
