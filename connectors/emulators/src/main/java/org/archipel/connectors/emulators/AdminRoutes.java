package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code /_admin/…}: the state, changes of data, faults and the access rule, for tests that run in another process. */
final class AdminRoutes {
    private final PlacesProvider provider;

    AdminRoutes(PlacesProvider provider) {
        this.provider = provider;
    }

    Reply handle(Exchange exchange) {
        String[] parts = exchange.path().substring("/_admin/".length()).split("/");
        try {
            return switch (exchange.method() + " " + parts[0]) {
                case "GET state" -> state();
                case "POST change" -> ids(provider.change(count(exchange)));
                case "POST delete" -> ids(provider.delete(count(exchange)));
                case "PUT access" -> access(parts[1]);
                case "PUT faults" -> fault(Fault.ofRouteName(parts[1]), exchange);
                case "DELETE faults" -> clear(parts);
                default -> Reply.problem(404, "no such route");
            };
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Reply.problem(400, "unknown name or number");
        }
    }

    private Reply state() {
        ObjectNode body = Json.object().put("requests", provider.requests()).put("places", provider.size());
        ObjectNode active = body.putObject("faults");
        provider.faults().active().forEach((fault, value) -> active.put(fault.routeName(), value));
        return Reply.json(200, body);
    }

    private static Reply ids(List<Long> ids) {
        ObjectNode body = Json.object().put("count", ids.size());
        ids.forEach(body.putArray("ids")::add);
        return Reply.json(200, body);
    }

    private static int count(Exchange exchange) {
        return exchange.number("count").orElse(1);
    }

    private Reply access(String rule) {
        provider.access(AccessRule.ofRouteName(rule));
        return Reply.empty(204);
    }

    private Reply fault(Fault fault, Exchange exchange) {
        provider.faults()
                .on(
                        fault,
                        exchange.number("every").orElse(1),
                        exchange.number("times").orElse(Integer.MAX_VALUE),
                        exchange.number("value").orElse(fault.defaultValue()));
        return Reply.empty(204);
    }

    private Reply clear(String[] parts) {
        if (parts.length == 1) {
            provider.faults().clear();
        } else {
            provider.faults().off(Fault.ofRouteName(parts[1]));
        }
        return Reply.empty(204);
    }
}
