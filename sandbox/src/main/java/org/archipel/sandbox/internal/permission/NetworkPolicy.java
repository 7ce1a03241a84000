package org.archipel.sandbox.internal.permission;

import java.util.ArrayList;
import java.util.List;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;

/** Which hosts and ports the {@code network} grants cover. Immutable. */
public final class NetworkPolicy {
    /** Covers nothing. */
    public static final NetworkPolicy NONE = new NetworkPolicy(List.of());

    private final List<Rule> rules;

    private NetworkPolicy(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * @param ports empty for all
     * @param opens whether an address that it names may be a private one
     */
    private record Rule(List<HostPattern> hosts, List<PortRange> ports, boolean opens) {
        boolean includes(int port) {
            return ports.isEmpty() || ports.stream().anyMatch(range -> range.includes(port));
        }
    }

    /** @param grants of {@code network connect} */
    static NetworkPolicy of(List<Permission> grants) {
        return new NetworkPolicy(grants.stream().map(NetworkPolicy::rule).toList());
    }

    private static Rule rule(Permission grant) {
        return new Rule(
                values(grant, "hosts").stream().map(HostPattern::parse).toList(),
                values(grant, "ports").stream().map(PortRange::parse).toList(),
                true);
    }

    /** The same policy, and this host at this port; if it is an address, that alone opens no private range. */
    public NetworkPolicy reaching(HostName host, int port) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(
                List.of(HostPattern.parse(host.toString())), List.of(PortRange.parse(Integer.toString(port))), false));
        return new NetworkPolicy(List.copyOf(more));
    }

    private static List<String> values(Permission grant, String type) {
        return grant.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .map(PermissionCondition::values)
                .findFirst()
                .orElse(List.of());
    }

    public boolean allows(HostName host, int port) {
        return rules.stream()
                .anyMatch(rule ->
                        rule.includes(port) && rule.hosts().stream().anyMatch(pattern -> pattern.matches(host)));
    }

    /** Whether a grant names exactly this host, which for an address opens private ranges too. */
    public boolean names(HostName host, int port) {
        return rules.stream()
                .anyMatch(rule -> rule.opens()
                        && rule.includes(port)
                        && rule.hosts().stream().anyMatch(pattern -> pattern.names(host)));
    }
}
