package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The provider's data: places by id. Thread-safe. */
final class PlaceStore {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");

    private final Clock clock;
    private final TreeMap<Long, Place> places = new TreeMap<>();
    /** Copies for readers; null after a change. */
    private List<Place> all;

    private List<Place> living;

    PlaceStore(Clock clock) {
        this.clock = clock;
    }

    /** Reads one JSON object a line; with several copies, each place comes that many times under ids of its own. */
    static PlaceStore load(Optional<Path> file, int limit, int copies, Clock clock) throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        try (BufferedReader reader = reader(file)) {
            String line = reader.readLine();
            while (line != null && lines.size() < limit) {
                lines.add((ObjectNode) MAPPER.readTree(line));
                line = reader.readLine();
            }
        }
        PlaceStore store = new PlaceStore(clock);
        long highest = lines.stream()
                .mapToLong(line -> line.get("id").longValue())
                .max()
                .orElse(0);
        for (ObjectNode line : lines) {
            long first = line.get("id").longValue();
            ObjectNode data = line.without("id");
            for (int copy = 0; copy < copies; copy++) {
                long id = first + copy * highest;
                store.places.put(id, new Place(id, data, FOUNDED, false));
            }
        }
        return store;
    }

    private static BufferedReader reader(Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            return Files.newBufferedReader(file.get());
        }
        InputStream resource = PlaceStore.class.getResourceAsStream("/places/cities-20k.jsonl");
        return new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
    }

    /** All places in the order of their ids, deleted ones among them. */
    synchronized List<Place> all() {
        if (all == null) {
            all = List.copyOf(places.values());
        }
        return all;
    }

    /** Those that are not deleted, in the order of their ids. */
    synchronized List<Place> living() {
        if (living == null) {
            living = all().stream().filter(place -> !place.deleted()).toList();
        }
        return living;
    }

    synchronized Optional<Place> get(long id) {
        return Optional.ofNullable(places.get(id)).filter(place -> !place.deleted());
    }

    synchronized Place create(ObjectNode data) {
        long id = places.isEmpty() ? 1 : places.lastKey() + 1;
        return put(new Place(id, writable(data), now(), false));
    }

    /** Replaces the fields of a place, or only the given ones. */
    synchronized Optional<Place> update(long id, ObjectNode data, boolean partly) {
        return get(id).map(place -> {
            ObjectNode changed = partly ? place.data().deepCopy().setAll(writable(data)) : writable(data);
            return put(place.changedTo(changed, now()));
        });
    }

    synchronized Optional<Place> delete(long id) {
        return get(id).map(place -> put(place.deletedAt(now())));
    }

    /** Changes the name of the given number of living places, spread evenly; the ids of those changed. */
    synchronized List<Long> change(int count) {
        Instant now = now();
        return spread(count).stream()
                .map(place -> {
                    String name = place.data().path("name").asText();
                    int revision = place.data().path("revision").asInt() + 1;
                    ObjectNode data = place.data().deepCopy();
                    data.put("name", name.replaceFirst(" \\(revision \\d+\\)$", "") + " (revision " + revision + ")");
                    return put(place.changedTo(data.put("revision", revision), now))
                            .id();
                })
                .toList();
    }

    /** Deletes the given number of living places, spread evenly; the ids of those deleted. */
    synchronized List<Long> delete(int count) {
        Instant now = now();
        return spread(count).stream()
                .map(place -> put(place.deletedAt(now)).id())
                .toList();
    }

    private List<Place> spread(int count) {
        List<Place> living = living();
        int wanted = Math.min(count, living.size());
        List<Place> chosen = new ArrayList<>(wanted);
        for (long i = 0; i < wanted; i++) {
            chosen.add(living.get((int) (i * living.size() / wanted)));
        }
        return chosen;
    }

    private Place put(Place place) {
        places.put(place.id(), place);
        all = null;
        living = null;
        return place;
    }

    private static ObjectNode writable(ObjectNode data) {
        return data.deepCopy().without(List.of("id", "modified_at", "deleted"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
