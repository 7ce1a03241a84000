package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.UnsupportedCapabilityException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.event.EventListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an extension throws, as its caller sees it. */
class TranslatedFailuresTest extends BoundaryFixture {
    private static final class ForeignException extends PlatformException {
        private static final long serialVersionUID = 1L;

        ForeignException() {
            super(ErrorCode.CONFLICT, "mine", new IllegalStateException("inside"));
        }
    }

    @Test
    void foreignExceptionsBecomeThePlatforms() {
        EventListener failing = guard(EventListener.class, event -> {
            throw new IllegalStateException("secret");
        });
        EventListener own = guard(EventListener.class, event -> {
            throw new ForeignException();
        });
        EventListener error = guard(EventListener.class, event -> {
            throw new StackOverflowError();
        });

        assertThatThrownBy(() -> failing.onEvent(event(null)))
                .isExactlyInstanceOf(PlatformException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> own.onEvent(event(null)))
                .isExactlyInstanceOf(PlatformException.class)
                .hasNoCause()
                .hasMessage("mine");
        assertThatThrownBy(() -> error.onEvent(event(null))).isExactlyInstanceOf(PlatformException.class);
        assertThat(logs.tail(
                        island.installation().organizationId(),
                        island.installation().installationId(),
                        10))
                .anySatisfy(entry -> assertThat(entry.trace()).contains("secret"));
    }

    @Test
    void failuresInThePlatformsWordsKeepTheirMeaning() {
        EventListener remote = guard(EventListener.class, event -> {
            throw new RemoteException(
                    ErrorCode.RATE_LIMIT_EXCEEDED, "slow down", true, Duration.ofSeconds(7), new Exception());
        });
        EventListener missing = guard(EventListener.class, event -> {
            throw new NotFoundException("none");
        });
        EventListener unsupported = guard(EventListener.class, event -> {
            throw new UnsupportedCapabilityException(Capability.WRITE);
        });

        assertThatThrownBy(() -> remote.onEvent(event(null))).isInstanceOfSatisfying(RemoteException.class, thrown -> {
            assertThat(thrown.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(thrown.retryable()).isTrue();
        });
        assertThatThrownBy(() -> missing.onEvent(event(null))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> unsupported.onEvent(event(null))).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @ParameterizedTest
    @CsvSource({"PT2562047788015215H30M7S,PT24H", "-PT1S,PT0S", "PT24H,PT24H"})
    void noWaitIsEndlessOrOver(Duration asked, Duration told) {
        EventListener remote = guard(EventListener.class, event -> {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "later", true, asked, null);
        });

        assertThatThrownBy(() -> remote.onEvent(event(null)))
                .isInstanceOfSatisfying(
                        RemoteException.class,
                        thrown -> assertThat(thrown.retryAfter()).contains(told));
    }

    /** As one that lets each step of a stream bring what it likes. */
    @SuppressWarnings("unchecked")
    private static <T> List<T> talkedInto(List<T> elements, Object result) {
        Object[] stream = new Object[1];
        stream[0] = Proxy.newProxyInstance(
                Stream.class.getClassLoader(),
                new Class<?>[] {Stream.class},
                (proxy, method, arguments) -> method.getName().equals("toList") ? result : proxy);
        return (List<T>) Proxy.newProxyInstance(
                List.class.getClassLoader(),
                new Class<?>[] {List.class},
                (proxy, method, arguments) ->
                        method.getName().equals("stream") ? stream[0] : method.invoke(elements, arguments));
    }

    @Test
    void nothingButErrorsOfFieldsIsAmongThem() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<FieldError> own = (List) List.of(new FieldError("/a", "wrong\u0000"), new Object());
        EventListener failing = guard(EventListener.class, event -> {
            throw new PlatformException(ErrorCode.VALIDATION_ERROR, "mine") {
                private static final long serialVersionUID = 1L;

                @Override
                public List<FieldError> errors() {
                    return talkedInto(own, List.of(new Object()));
                }
            };
        });

        assertThatThrownBy(() -> failing.onEvent(event(null)))
                .isInstanceOfSatisfying(PlatformException.class, thrown -> {
                    assertThat(thrown).hasMessage("mine");
                    assertThat((List<?>) thrown.errors()).isEqualTo(List.of(new FieldError("/a", "wrong ")));
                });
    }
}
