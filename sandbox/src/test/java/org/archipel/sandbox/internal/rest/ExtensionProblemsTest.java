package org.archipel.sandbox.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ProblemDocuments;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.test.LiveIslands;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions of resources, some of which fail when they are asked anything. */
class ExtensionProblemsTest {
    private static final int BAD_GATEWAY = 502;

    private static final ProblemDocuments DOCUMENTS = new ProblemDocuments() {
        @Override
        public Answer of(PlatformException failure, String path) {
            return new Answer(
                    BAD_GATEWAY,
                    "application/problem+json",
                    Map.of(),
                    failure.getMessage().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Answer of(int status, String path) {
            return new Answer(status, "application/problem+json", Map.of(), new byte[0]);
        }
    };

    private final GovernorConfig config = new GovernorConfig(Settings.context());
    private final LiveIsland island = LiveIslands.admit(List.of());
    private final AtomicInteger faults = new AtomicInteger();

    private static final class Silent extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new Silent();
        }

        @Override
        public synchronized Throwable getCause() {
            throw new Silent();
        }
    }

    private static final class Refusing extends WebApplicationException {
        private static final long serialVersionUID = 1L;

        @Override
        public Response getResponse() {
            throw new Silent();
        }
    }

    private static final class Untold extends PlatformException {
        private static final long serialVersionUID = 1L;

        Untold() {
            super(ErrorCode.CONFLICT, "a");
        }

        @Override
        public String getMessage() {
            throw new Silent();
        }
    }

    private ExtensionProblems problems() throws ReflectiveOperationException {
        ExtensionProblems problems = new ExtensionProblems(
                island.installation(), DOCUMENTS, new LogRings(new Accounts(config)), faults::incrementAndGet);
        UriInfo address = (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> URI.create("http://localhost/a"));
        Field uri = ExtensionProblems.class.getDeclaredField("uri");
        uri.setAccessible(true);
        uri.set(problems, address);
        return problems;
    }

    static List<Throwable> failing() {
        return List.of(new Silent(), new Refusing(), new Untold());
    }

    /** The REST server would have what is thrown here print itself. */
    @ParameterizedTest
    @MethodSource("failing")
    void isAnsweredWhateverItThrows(Throwable thrown) throws ReflectiveOperationException {
        assertThat(problems().toResponse(thrown).getStatus()).isEqualTo(BAD_GATEWAY);
    }

    @Test
    void isCountedOnce() throws ReflectiveOperationException {
        problems().toResponse(new Silent());

        assertThat(faults).hasValue(1);
    }
}
