package org.archipel.api.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.archipel.api.connector.HttpAuthentication.ClientCredentials;
import org.archipel.api.connector.HttpAuthentication.Login;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a connector declares is joined, compared and kept by the platform. */
class DeclaredTextsTest {
    private static final String LONG = "x".repeat(8_193);

    private static Map<String, String> named(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "name" + i, i -> "x"));
    }

    private static ClientCredentials client(List<String> scopes, Map<String, String> extra) {
        return new ClientCredentials("https://id.example.org/token", "id", "secret", scopes, extra);
    }

    private static Login login(Map<String, String> members) {
        return new Login("https://id.example.org/login", members, "/token", 60, "");
    }

    private static OAuth2 provider(List<String> scopes) {
        return OAuth2.standard("https://id.example.org/authorize", "https://id.example.org/token", scopes);
    }

    static Stream<ThrowingCallable> tooLong() {
        return Stream.of(
                () -> new RateLimit(1, 1, "x".repeat(201)),
                () -> new RateLimit(1, 1, "", Collections.nCopies(11, "x")),
                () -> new RateLimit(1, 1, "", List.of("x".repeat(101))),
                () -> client(Collections.nCopies(201, "x"), Map.of()),
                () -> client(List.of(LONG), Map.of()),
                () -> client(List.of(), named(201)),
                () -> client(List.of(), Map.of("name", LONG)),
                () -> client(List.of(), Map.of(LONG, "x")),
                () -> login(named(201)),
                () -> login(Map.of("name", LONG)),
                () -> provider(Collections.nCopies(201, "x")),
                () -> provider(List.of()).with(Map.of("name", LONG), Map.of()),
                () -> provider(List.of()).with(Map.of(), Map.of(LONG, "x")));
    }

    @ParameterizedTest
    @MethodSource("tooLong")
    void longerTextsAreRefused(ThrowingCallable declaration) {
        assertThatThrownBy(declaration)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most");
    }

    @Test
    void textsOfTheMostAreTaken() {
        assertThat(new RateLimit(1, 1, "x".repeat(200), Collections.nCopies(10, "x".repeat(100))).waitHeaders())
                .hasSize(10);
        String longest = "x".repeat(8_192);
        assertThat(client(Collections.nCopies(200, longest), named(200)).scopes())
                .hasSize(200);
        assertThat(provider(Collections.nCopies(200, longest))
                        .with(named(200), Map.of("name", longest))
                        .scopes())
                .hasSize(200);
    }
}
