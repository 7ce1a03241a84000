package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The provider's API proper: {@code /{style}/places} and {@code /{style}/places/{id}}. */
final class PlaceRoutes {
    private final PlaceStore store;
    private final Faults faults;

    PlaceRoutes(PlaceStore store, Faults faults) {
        this.store = store;
        this.faults = faults;
    }

    Reply handle(Exchange exchange) {
        String[] parts = exchange.path().substring(1).split("/");
        if (parts.length < 2 || parts.length > 3 || !parts[1].equals("places")) {
            return Reply.problem(404, "no such route");
        }
        Optional<PageStyle> style = style(parts[0]);
        if (style.isEmpty()) {
            return Reply.problem(404, "no such route");
        }
        return parts.length == 3 ? one(exchange, parts[2]) : collection(exchange, style.get());
    }

    private static Optional<PageStyle> style(String name) {
        return List.of(PageStyle.values()).stream()
                .filter(style -> style.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private Reply one(Exchange exchange, String id) {
        if (!id.matches("\\d{1,18}")) {
            return Reply.problem(404, "no such place");
        }
        long number = Long.parseLong(id);
        Optional<Place> place = switch (exchange.method()) {
            case "GET" -> store.get(number);
            case "PUT", "PATCH" ->
                Json.parse(exchange.bodyText())
                        .flatMap(data ->
                                store.update(number, data, exchange.method().equals("PATCH")));
            case "DELETE" -> store.delete(number);
            default -> Optional.empty();
        };
        return place.map(found ->
                        exchange.method().equals("DELETE") ? Reply.empty(204) : Reply.json(200, found.toJson()))
                .orElseGet(() -> Reply.problem(404, "no such place"));
    }

    private Reply collection(Exchange exchange, PageStyle style) {
        if (exchange.method().equals("POST")) {
            return Json.parse(exchange.bodyText())
                    .map(data -> Reply.json(201, store.create(data).toJson()))
                    .orElseGet(() -> Reply.problem(400, "a place is a JSON object"));
        }
        if (!exchange.method().equals("GET")) {
            return Reply.problem(405, "method not allowed");
        }
        try {
            return page(exchange, style, selected(exchange));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Reply.problem(400, "unreadable parameter");
        }
    }

    /** With a time: what changed since then, deletions among it. Without: all that live. */
    private List<Place> selected(Exchange exchange) {
        Optional<Instant> since = Optional.ofNullable(exchange.query().get("modified_since"))
                .or(() -> exchange.header("X-Modified-Since"))
                .map(PlaceRoutes::time);
        return since.map(time -> store.all().stream()
                        .filter(place -> !place.modifiedAt().isBefore(time))
                        .toList())
                .orElseGet(store::living);
    }

    /** A time as ISO 8601, seconds or milliseconds since 1970. */
    private static Instant time(String text) {
        if (!text.matches("\\d+")) {
            return Instant.parse(text);
        }
        long number = Long.parseLong(text);
        return number < 100_000_000_000L ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    private Reply page(Exchange exchange, PageStyle style, List<Place> places) {
        boolean endless = faults.hit(Fault.ENDLESS_PAGES).isPresent();
        int size = style.size(exchange);
        int start = style.start(exchange, size);
        if (endless && !places.isEmpty()) {
            start %= places.size();
        }
        int from = Math.min(start, places.size());
        int end = (int) Math.min((long) from + size, places.size());
        ArrayNode records = Json.array();
        places.subList(from, end).forEach(place -> records.add(place.toJson()));
        spoil(records);
        PageStyle.Window window = new PageStyle.Window(
                end,
                endless ? Integer.MAX_VALUE : places.size(),
                endless,
                faults.hit(Fault.STUCK_CURSOR).isPresent(),
                faults.hit(Fault.FOREIGN_LINK).isPresent());
        boolean noArray = faults.hit(Fault.NO_ARRAY).isPresent();
        return style.reply(noArray ? Json.object().put("error", "no list today") : records, window, exchange);
    }

    private void spoil(ArrayNode records) {
        if (records.isEmpty()) {
            return;
        }
        ObjectNode first = (ObjectNode) records.get(0);
        faults.hit(Fault.HUGE_RECORD).ifPresent(bytes -> first.put("padding", "x".repeat(bytes)));
        faults.hit(Fault.DEEP_JSON)
                .ifPresent(depth -> first.putRawValue("deep", new RawValue("[".repeat(depth) + "]".repeat(depth))));
        if (faults.hit(Fault.MISSING_ID).isPresent()) {
            first.remove("id");
        }
        OptionalInt wrongType = faults.hit(Fault.WRONG_TYPE);
        if (wrongType.isPresent()) {
            records.set(0, "not a place");
        }
    }
}
