package org.archipel.connectors.emulators;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Which faults are switched on, and which request they hit. Thread-safe. */
public final class Faults {
    private final Map<Fault, Rule> rules = new ConcurrentHashMap<>();

    /** Hits every request from now on. */
    public void on(Fault fault) {
        on(fault, 1, Integer.MAX_VALUE, fault.defaultValue());
    }

    /** Hits every nth request from now on. */
    public void every(Fault fault, int nth) {
        on(fault, nth, Integer.MAX_VALUE, fault.defaultValue());
    }

    /** Hits the next request only. */
    public void once(Fault fault) {
        on(fault, 1, 1, fault.defaultValue());
    }

    /**
     * @param every the fault hits each request whose number, counted from now, is divisible by this
     * @param times after how many hits it is over
     * @param value what the fault's documentation says
     */
    public void on(Fault fault, int every, int times, int value) {
        if (every < 1 || times < 1) {
            throw new IllegalArgumentException("'every' and 'times' are at least 1");
        }
        rules.put(fault, new Rule(every, value, new AtomicInteger(), new AtomicInteger(times)));
    }

    public void off(Fault fault) {
        rules.remove(fault);
    }

    public void clear() {
        rules.clear();
    }

    /** The faults that are on, with their values. */
    public Map<Fault, Integer> active() {
        Map<Fault, Integer> active = new EnumMap<>(Fault.class);
        rules.forEach((fault, rule) -> active.put(fault, rule.value));
        return active;
    }

    /** Counts a request and tells whether the fault hits it: its value if it does. */
    OptionalInt hit(Fault fault) {
        return Optional.ofNullable(rules.get(fault))
                .filter(Rule::hits)
                .map(rule -> OptionalInt.of(rule.value))
                .orElseGet(OptionalInt::empty);
    }

    private record Rule(int every, int value, AtomicInteger requests, AtomicInteger remaining) {
        boolean hits() {
            return requests.incrementAndGet() % every == 0 && remaining.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }
}
