package org.archipel.sandbox.internal.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name server that answers otherwise each time, to lead a request that was checked to an address that was not. */
class ChangingNameTest {
    private static final String NAME = "changes.example";
    // Opened by the administrator, and nobody listens there.
    private static final byte[] OPEN = {127, 0, 0, 2};
    private static final byte[] CLOSED = {127, 0, 0, 1};

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger reached = new AtomicInteger();
    private HttpServer inside;

    @BeforeEach
    void start() throws IOException {
        inside = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        inside.createContext("/", exchange -> {
            reached.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        inside.start();
    }

    @AfterEach
    void stop() {
        inside.stop(0);
    }

    /** @param answers in their order; the last one again and again */
    private CheckedEgress egress(byte[]... answers) {
        AddressCheck check = new AddressCheck(new PrivateNetworks(List.of("127.0.0.2")), name -> {
            int number = Math.min(asked.getAndIncrement(), answers.length - 1);
            return new InetAddress[] {InetAddress.getByAddress(name, answers[number])};
        });
        return new CheckedEgress(Settings.of(), null, check);
    }

    private static HttpClient client(CheckedEgress egress, String... hosts) {
        Permission grant =
                new Permission("network", Set.of("connect"), List.of(new PermissionCondition("hosts", List.of(hosts))));
        return egress.client(() -> List.of(grant));
    }

    private HttpRequest request() {
        return HttpRequest.get(
                URI.create("http://" + NAME + ":" + inside.getAddress().getPort() + "/"));
    }

    @Test
    void theAddressThatWasCheckedIsTheOneThatIsConnected() throws IOException {
        CheckedEgress egress = egress(OPEN, CLOSED);
        try {
            assertThatThrownBy(() -> client(egress, NAME).send(request())).isInstanceOf(RemoteException.class);
            assertThat(asked).hasValue(1);
            assertThatThrownBy(() -> client(egress, NAME).send(request()))
                    .isInstanceOf(PermissionDeniedException.class);
            assertThat(reached).hasValue(0);
        } finally {
            egress.close();
        }
    }

    @Test
    void aKeptConnectionIsNotUsedForAnAddressThatWasNotChecked() throws IOException {
        CheckedEgress egress = egress(CLOSED, OPEN);
        try {
            // One extension may reach the private address by itself, and keeps a connection to it under the name.
            assertThat(client(egress, NAME, "127.0.0.1").send(request()).status())
                    .isEqualTo(200);
            assertThatThrownBy(() -> client(egress, NAME).send(request())).isInstanceOf(RemoteException.class);
            assertThat(reached).hasValue(1);
        } finally {
            egress.close();
        }
    }
}
