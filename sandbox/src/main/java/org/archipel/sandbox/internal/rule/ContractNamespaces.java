package org.archipel.sandbox.internal.rule;

import java.util.Set;

/** The namespaces of capabilities that extensions provide and require, apart from packages. */
public final class ContractNamespaces {
    private static final Set<String> PROVIDABLE = Set.of("archipel.extension", "osgi.service");
    private static final String EXTENDER = "osgi.extender";
    private static final Set<String> REQUIRABLE = Set.of("osgi.ee", EXTENDER, "osgi.service", "osgi.contract");
    private static final String COMPONENTS = "(osgi.extender=osgi.component)";

    private ContractNamespaces() {}

    public static boolean providable(String namespace) {
        return PROVIDABLE.contains(namespace);
    }

    /** Whether the platform offers extensions what is in the namespace. */
    public static boolean offered(String namespace) {
        return REQUIRABLE.contains(namespace);
    }

    /**
     * Whether an extension may ask for it. What is optional may be anything, as it stays unresolved; but not a package or bundle, for
     * which there are headers, nor another extender than that of components.
     *
     * @param filter of the requirement; empty if there is none
     */
    public static boolean requirable(String namespace, String filter, boolean optional) {
        if (namespace.equals(EXTENDER)) {
            return filter.equals(COMPONENTS) || filter.startsWith("(&" + COMPONENTS) && isOne(filter);
        }
        return REQUIRABLE.contains(namespace) || optional && !namespace.startsWith("osgi.wiring.");
    }

    // One expression, to which all others belong: nothing follows the bracket that closes the first.
    private static boolean isOne(String filter) {
        int depth = 0;
        for (int i = 0; i < filter.length(); i++) {
            char character = filter.charAt(i);
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (character == '\\' || depth == 0 && i < filter.length() - 1) {
                return false;
            }
        }
        return depth == 0;
    }
}
