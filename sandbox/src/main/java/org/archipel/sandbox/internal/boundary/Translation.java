package org.archipel.sandbox.internal.boundary;

import java.lang.reflect.InvocationTargetException;
import java.security.AccessControlException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.UnsupportedCapabilityException;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.guard.ExtensionStoppedError;
import org.archipel.sandbox.internal.governor.Stop;

/** Makes of what an extension threw an exception of the platform, without a trace of foreign classes. */
@SuppressWarnings("removal")
public final class Translation {
    // What every guard says that refuses something.
    private static final String DENIED = "not allowed to extensions: ";
    private static final int MOST_CAUSES = 10;
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int MOST_ERRORS = 100;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private Translation() {}

    /** Whether the extension spoke of a failure in the platform's words, or was stopped. */
    public static boolean expected(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        return cause instanceof PlatformException || cause instanceof ExtensionStoppedError;
    }

    static Throwable unwrap(Throwable thrown) {
        return thrown instanceof InvocationTargetException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** May run the thrown object's own code, so it is called on a thread of the extension. */
    public static PlatformException translate(Throwable thrown, String extensionId) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof UncrossableException) {
            return new PlatformException(
                    ErrorCode.INTEGRATION_ERROR, "the extension " + extensionId + " returned " + cause.getMessage());
        }
        if (cause instanceof ExtensionStoppedError) {
            return stopped(extensionId);
        }
        if (cause instanceof PlatformException platform) {
            return rebuilt(platform, extensionId);
        }
        return denied(cause, extensionId);
    }

    // What it throws when it is asked is another object of the extension, which nobody on the way knows how to handle.
    private static PlatformException rebuilt(PlatformException platform, String extensionId) {
        try {
            return rebuild(platform);
        } catch (Throwable e) {
            return failed(extensionId);
        }
    }

    // Libraries wrap what they do not expect, so the denial may be a cause. It is named: whoever calls can tell it from
    // a failure.
    private static PlatformException denied(Throwable thrown, String extensionId) {
        try {
            return namedDenial(thrown, extensionId);
        } catch (Throwable e) {
            return failed(extensionId);
        }
    }

    private static PlatformException namedDenial(Throwable thrown, String extensionId) {
        Throwable cause = thrown;
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            String message = cause instanceof SecurityException ? clean(cause.getMessage()) : "";
            if (message.startsWith(DENIED) || cause instanceof AccessControlException) {
                return new PlatformException(
                        ErrorCode.INTEGRATION_ERROR, "the extension " + extensionId + " was denied: " + message);
            }
            cause = cause.getCause();
        }
        return failed(extensionId);
    }

    private static PlatformException stopped(String extensionId) {
        IslandCall<?> call = IslandCall.current();
        Stop order = call == null ? null : call.stopped();
        return order == null ? failed(extensionId) : order.problem(extensionId);
    }

    /** Of an extension that failed, with no word of its own. */
    public static PlatformException failed(String extensionId) {
        return new PlatformException(
                ErrorCode.INTEGRATION_ERROR, "the extension " + extensionId + " failed; its log says how");
    }

    private static PlatformException rebuild(PlatformException thrown) {
        ErrorCode code = Optional.ofNullable(thrown.code()).orElse(ErrorCode.INTEGRATION_ERROR);
        String message = clean(thrown.getMessage());
        List<FieldError> errors = errors(thrown.errors());
        Duration retryAfter = thrown.retryAfter().map(Translation::bounded).orElse(null);
        if (thrown instanceof RemoteException) {
            return new RemoteException(code, message, thrown.retryable(), retryAfter, null);
        }
        if (thrown instanceof UnsupportedCapabilityException) {
            return unsupported(message);
        }
        if (thrown instanceof ValidationException) {
            return new ValidationException(message, errors);
        }
        if (thrown instanceof PermissionDeniedException) {
            return new PermissionDeniedException(message);
        }
        if (thrown instanceof QuotaExceededException) {
            return new QuotaExceededException(message);
        }
        if (thrown instanceof NotFoundException) {
            return new NotFoundException(message);
        }
        if (thrown instanceof ConflictException) {
            return new ConflictException(message);
        }
        return new PlatformException(code, message, errors, retryAfter, null);
    }

    // A list of the extension's own may hold anything, and so may a stream of it.
    private static List<FieldError> errors(Iterable<?> thrown) {
        List<FieldError> errors = new ArrayList<>();
        int looked = 0;
        for (Object error : thrown) {
            if (looked == MOST_ERRORS) {
                break;
            }
            looked++;
            if (error instanceof FieldError field) {
                errors.add(new FieldError(clean(field.pointer()), clean(field.message())));
            }
        }
        return List.copyOf(errors);
    }

    // Whoever waits adds it to the present time, and keeps the sum in a database.
    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static PlatformException unsupported(String message) {
        for (Capability capability : Capability.values()) {
            UnsupportedCapabilityException candidate = new UnsupportedCapabilityException(capability);
            if (candidate.getMessage().equals(message)) {
                return candidate;
            }
        }
        return new PlatformException(ErrorCode.VALIDATION_ERROR, message);
    }

    private static String clean(String text) {
        String safe = text == null ? "" : text;
        String shortened = safe.length() > LONGEST_MESSAGE ? safe.substring(0, LONGEST_MESSAGE) + "…" : safe;
        return shortened.replaceAll("\\p{Cntrl}", " ");
    }
}
