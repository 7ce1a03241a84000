package org.archipel.sandbox.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.archipel.api.error.PlatformException;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.Governor;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.governor.Suspensions;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.test.LiveIslands;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a request and its connection when its call ends, and when it does not. */
class IslandRequestsTest {
    private final GovernorConfig config = new GovernorConfig(Settings.context(
            "archipel.extension.call-limit-seconds", "1", "archipel.extension.request-limit-seconds", "1"));
    private final Governor governor = new Governor(config);
    private final Accounts accounts = new Accounts(config);
    private final GuardedCalls calls = new GuardedCalls(
            LiveIslands.ISLANDS, config, governor, accounts, new Suspensions(), new LogRings(accounts));
    private final IslandRequests requests = new IslandRequests(calls, config);
    private final LiveIsland island = LiveIslands.admit(List.of());
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private boolean committed;

    private final HttpServletResponse response = proxy(HttpServletResponse.class, (proxy, method, arguments) -> {
        sent.add(method.getName() + Arrays.toString(arguments));
        return switch (method.getName()) {
            case "isCommitted" -> committed;
            case "getStatus" -> HttpServletResponse.SC_OK;
            default -> null;
        };
    });

    @AfterEach
    void end() {
        release.countDown();
        calls.stop();
        governor.close();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static RoutedRequest request() {
        HttpServletRequest below =
                proxy(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRequestURL" -> new StringBuffer("http://localhost/api/x/a/b");
                    case "getRequestURI" -> "/api/x/a/b";
                    case "getMethod" -> "GET";
                    default -> null;
                });
        return new RoutedRequest(below, "/_ext/1/1.0.0/b", "/api/x/a");
    }

    private void run(RoutedRequest request, FilterChain chain) throws IOException {
        requests.run(new Route(island, getClass().getClassLoader()), request, response, chain);
    }

    @Test
    void aCallThatEndsLeavesTheConnectionAndNothingElse() throws IOException {
        RoutedRequest request = request();
        List<HttpServletResponse> kept = new CopyOnWriteArrayList<>();

        run(request, (served, answered) -> kept.add((HttpServletResponse) answered));

        assertThat(sent).noneMatch(call -> call.contains("Connection"));
        assertThatThrownBy(request::getMethod).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.get(0).getOutputStream()).isInstanceOf(IOException.class);
    }

    @Test
    void theConnectionOfACallThatIsGivenUpIsNotUsedAgain() {
        RoutedRequest request = request();
        CompletableFuture<Throwable> late = new CompletableFuture<>();

        assertThatThrownBy(() -> run(request, (served, answered) -> {
                    awaitRelease();
                    late.complete(thrownBy(request));
                }))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("did not answer within");

        assertThat(sent).contains("setHeader[Connection, close]");
        release.countDown();
        assertThat(late)
                .as("what its thread is told when it goes on")
                .succeedsWithin(Duration.ofMinutes(1))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAnswerThatIsGivenUpHalfWayIsBrokenOff() {
        committed = true;

        assertThatThrownBy(() -> run(request(), (served, answered) -> awaitRelease()))
                .isInstanceOf(IOException.class)
                .hasMessage("the answer broke off");
    }

    private static Throwable thrownBy(RoutedRequest request) {
        try {
            request.getMethod();
            return null;
        } catch (IllegalStateException e) {
            return e;
        }
    }

    // As a runaway extension does.
    private void awaitRelease() {
        boolean over = false;
        while (!over) {
            try {
                release.await();
                over = true;
            } catch (InterruptedException e) {
                over = false;
            }
        }
    }
}
