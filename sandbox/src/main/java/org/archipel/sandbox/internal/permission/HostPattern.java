package org.archipel.sandbox.internal.permission;

/**
 * Hosts that a grant names: one host, {@code *.example.com} for every name below {@code example.com} (not itself), or {@code *} for
 * every host.
 */
public final class HostPattern {
    private static final HostPattern ANY = new HostPattern("*", "");

    private final String text;
    // What a matching name ends with; null for a single host.
    private final String suffix;

    private HostPattern(String text, String suffix) {
        this.text = text;
        this.suffix = suffix;
    }

    /** @throws IllegalArgumentException with a message for people if it is none */
    public static HostPattern parse(String text) {
        if (text.equals("*")) {
            return ANY;
        }
        if (!text.startsWith("*.")) {
            return new HostPattern(HostName.parse(text).toString(), null);
        }
        HostName parent = HostName.parse(text.substring(2));
        if (parent.address().isPresent() || parent.toString().indexOf('.') < 0) {
            throw new IllegalArgumentException("a wildcard stands before a domain of at least two labels");
        }
        return new HostPattern("*." + parent, "." + parent);
    }

    public boolean matches(HostName host) {
        return suffix == null
                ? text.equals(host.toString())
                : this == ANY || host.address().isEmpty() && host.toString().endsWith(suffix);
    }

    /** Whether this names the host by itself, not by a wildcard. */
    public boolean names(HostName host) {
        return suffix == null && text.equals(host.toString());
    }

    /** Whether every host of the other pattern is one of this. */
    boolean covers(HostPattern other) {
        return other.suffix == null
                ? matches(HostName.parse(other.text))
                : this == ANY || other != ANY && suffix != null && other.suffix.endsWith(suffix);
    }

    @Override
    public String toString() {
        return text;
    }
}
