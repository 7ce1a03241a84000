package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.log.LogRings;
import org.osgi.framework.Bundle;
import org.slf4j.event.Level;

/** Functions, workflow steps and webhook processors of an island. */
final class NamedOffers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_SCHEMA = 256 << 10;
    private static final int LONGEST_NAME = 200;

    private final LiveIsland island;
    private final GuardedCalls calls;
    private final LogRings logs;
    private final Offers registry;
    private final List<NamedOffer<?>> offers = new ArrayList<>();

    NamedOffers(LiveIsland island, GuardedCalls calls, LogRings logs, Offers registry) {
        this.island = island;
        this.calls = calls;
        this.logs = logs;
        this.registry = registry;
    }

    void prepare(Contributions contributions) {
        NamedPoint.ALL.forEach(point -> prepare(point, contributions));
    }

    private <T> void prepare(NamedPoint<T> point, Contributions contributions) {
        Set<String> names = new HashSet<>();
        for (Contribution<T> contribution : contributions.of(island.location(), point.type())) {
            String name = contribution
                    .text(point.nameProperty())
                    .filter(text -> text.length() <= LONGEST_NAME)
                    .orElseThrow(() -> failed(contribution.name() + " has no property " + point.nameProperty()));
            if (!names.add(name)) {
                throw failed("two services of " + point.type().getSimpleName() + " have the name " + name);
            }
            NamedOffer<T> offer = new NamedOffer<>(
                    island,
                    point,
                    name,
                    point.descriptionProperty().flatMap(contribution::text).orElse(""),
                    point.schemaProperty()
                            .flatMap(contribution::text)
                            .map(path -> schema(contribution.reference().getBundle(), path)),
                    contribution.guarded(calls));
            if (!offer.granted()) {
                logs.write(
                        island.installation(),
                        Level.WARN,
                        point.type().getSimpleName() + " " + name + " is not offered: not granted: "
                                + point.permission(),
                        null);
            }
            // An optional permission may be granted later.
            offers.add(offer);
        }
    }

    private static ObjectNode schema(Bundle bundle, String path) {
        URL entry = bundle == null ? null : bundle.getEntry(path);
        if (entry == null) {
            throw failed("there is no file " + path);
        }
        try (InputStream in = entry.openStream()) {
            if (JSON.readTree(in.readNBytes(LONGEST_SCHEMA)) instanceof ObjectNode schema) {
                return schema;
            }
            throw failed(path + " is no JSON object");
        } catch (IOException e) {
            throw failed(path + " cannot be read as JSON of at most " + LONGEST_SCHEMA + " bytes");
        }
    }

    private static PlatformException failed(String why) {
        return new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, why);
    }

    void offer() {
        offers.forEach(registry::add);
    }

    void withdraw() {
        offers.forEach(registry::remove);
    }
}
