package org.archipel.connectors.emulators;

/** Switches faults by requests, for tests that run in another process. */
final class FaultRoutes {
    private FaultRoutes() {}

    static Reply answer(Exchange exchange, Faults faults) {
        String[] parts = exchange.path().substring("/_admin/".length()).split("/");
        if (!parts[0].equals("faults")) {
            return Reply.problem(404, "no such route");
        }
        try {
            if (exchange.method().equals("DELETE")) {
                faults.clear();
                return Reply.empty(204);
            }
            Fault fault = Fault.ofRouteName(parts[1]);
            faults.on(
                    fault,
                    exchange.number("every").orElse(1),
                    exchange.number("times").orElse(Integer.MAX_VALUE),
                    exchange.number("value").orElse(fault.defaultValue()));
            return Reply.empty(204);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Reply.problem(400, "unknown name or number");
        }
    }
}
