package org.archipel.transformation.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.transform.TransformFunction;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.ExtensionOffers;
import org.archipel.sandbox.ExtensionOffers.Offer;

/**
 * Functions of extensions. A rule keeps the name and asks for the function at each call, so that upgrades, removals and revoked
 * permissions take effect at once. Thread-safe.
 */
final class Extensions {
    /** For the extension's time in one batch. */
    private static final Duration BATCH_LIMIT = Duration.ofSeconds(60);

    private final ExtensionOffers offers;
    private final CallBoundary boundary;

    Extensions(ExtensionOffers offers, CallBoundary boundary) {
        this.offers = offers;
        this.boundary = boundary;
    }

    /** The functions that one compiled thing calls. Immutable once it is compiled. */
    final class Calls {
        private final String organizationId;
        private final Set<String> names = new LinkedHashSet<>();

        Calls(String organizationId) {
            this.organizationId = organizationId;
        }

        boolean isEmpty() {
            return names.isEmpty();
        }

        /** Makes the function callable by the name {@code extension-id/function}. */
        Call add(String name) {
            if (find(organizationId, name).isEmpty()) {
                throw new IllegalArgumentException("no installed extension offers a function '" + name + "'");
            }
            names.add(name);
            return arguments -> call(organizationId, name, arguments);
        }

        /** Runs work that makes many calls; each of them then costs no change of threads. */
        <T> T batch(Supplier<T> work) {
            Supplier<T> all = work;
            for (String name : new ArrayList<>(names)) {
                Optional<Offer<TransformFunction>> offer = find(organizationId, name);
                if (offer.isPresent()) {
                    Supplier<T> inner = all;
                    all = () -> boundary.batch(offer.get().service(), BATCH_LIMIT, inner);
                }
            }
            return all.get();
        }
    }

    /** One callable function. */
    interface Call {
        JsonNode apply(List<JsonNode> arguments);
    }

    Calls calls(String organizationId) {
        return new Calls(organizationId);
    }

    private JsonNode call(String organizationId, String name, List<JsonNode> arguments) {
        Offer<TransformFunction> offer = find(organizationId, name)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.DATA_TRANSFORMATION_ERROR, "the function '" + name + "' is not offered any more"));
        return Objects.requireNonNullElse(offer.service().apply(arguments), NullNode.getInstance());
    }

    private Optional<Offer<TransformFunction>> find(String organizationId, String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : offers.find(
                        TransformFunction.class, organizationId, name.substring(0, slash), name.substring(slash + 1));
    }
}
